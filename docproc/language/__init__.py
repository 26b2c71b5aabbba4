"""Vietnamese: one spelling of it, what a text is, and damaged text put right. Knows nothing of PDFs.

One spelling: `normalise`, with the form without marks; `syllables` and their place of the tone, the `units` that
the language model sees. What a text is: `judge` (good, damaged, stripped, in an old encoding, foreign), `legacy`
converts old encodings. Put right by a noisy channel, in this order, with `repair` as the door: `pieces` takes a
line apart and locks what must not change (`symbols` of documents, `place_words` of the `gazetteer`); `damage`
weighs which kind a line has; `slots` asks for every word its `readings`, by `confusion` (what gives what, learnt
as in `emission`, syllables taken apart in `parts`, drawn to the text by `adapt`); `decode` finds the likeliest
sequence under `ngrams`, which lie in `hashed` tables; `names` of people are left when unsure. `model` opens what
was trained (`training/`). Whole texts: `mend`, and `plain`, a text as a page.
"""
