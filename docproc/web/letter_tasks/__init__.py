"""The tasks of one letter, put right at the desk, and what became of the letter: panels of its page."""
