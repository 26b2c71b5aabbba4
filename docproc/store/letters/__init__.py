"""A letter put right: its `tasks` divided, joined, added (`task_parts` tells what goes with which), its `history`
by versions, what follows from a corrected day (`recount`, and `arrival`, which no version holds), to whom it was
`handed_on`, the secrecy that a new reading never takes off (`kept_secret`), and the other letters that belong to
it (`links`). What a letter is `called` in a sentence.
"""
