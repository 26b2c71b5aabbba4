"""Drafts at the desk: made for a letter (`making`), filled in, looked at as they will print (`current`), sent for
signature, signed. `panel` is the list on the page of a letter, `routes` the list of all and the page of one.
"""
