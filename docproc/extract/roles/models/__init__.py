"""What the trained models say: `trained` tells which are in use and what random fields say of a sequence, `trees`
what decision trees say of one thing, `second` what trees say of the fields' answer on units; `labelled` is an
answer.
"""
