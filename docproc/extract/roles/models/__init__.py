"""What the trained models say: of a sequence (random fields), of one thing (trees), and where their files lie."""
