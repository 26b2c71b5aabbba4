"""What each block of the body is, and whose."""
