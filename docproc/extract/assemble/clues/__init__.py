"""What speaks for and against a value of a letter, in figures: print, form, what the rest of the letter says.

Clues are facts that docproc can see for itself, each with a short name; models/confidence.toml weighs them
(docproc/extract/assemble/confidence.py), benchmarks/confidence.py fits the weights. Only facts that stand in the
letter's JSON are used, so that weights can be fitted on letters read before. `letter` goes over all values: those
of `head` and signer, the `lists` of offices and citations, the `tasks`; `value` holds what is common to all,
`words` what a text says by itself.
"""
