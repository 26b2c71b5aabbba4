"""The models of extraction made from annotated letters: which units are tasks, and whose.

`annotated` reads letters with their annotations, `align` finds which units a task is made of, `named` where its
offices stand; `taught` is a letter as the models learn from it, `examples` are those of all models. `fit` makes
them all: random fields by `sequences`, trees by `boosted`, which alone needs LightGBM. An office's `own` letters
are laid `on_top` of ours, and what that gains is measured.
"""
