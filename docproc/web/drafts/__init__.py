"""Drafts at the desk: made for a letter (`making`), filled in, looked at as they will print (`current`), sent for
signature, signed. `shown` puts together what pages show, `routes` are the list of all, the page of one, and the
panel on the page of a letter.
"""
