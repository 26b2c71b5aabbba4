"""A letter put right: its `tasks` divided, joined, added (`task_parts` tells what goes with which), its
`history` by versions, and what follows from a corrected day (`recount`, and `arrival`, which no version
holds).
"""
