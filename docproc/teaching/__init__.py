"""Learning extraction from annotated letters: which units are tasks, and whose."""
