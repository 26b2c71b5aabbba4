"""What each sentence of the body is, and whose: what is learned (`models/`), and what stands around it.

`sentences` and their parts are `units`. By the clues of `unit_clues` (how it opens and what stands above it:
`outline`, fixed `phrases`) a unit begins a task, goes on with one or is none (`unit_roles`), as a quoted one
is. By those of `party_clues` words of it name who leads or helps (`parties`). Who leads a task is chosen among
its `heirs`: the offices that it names, those above and before it, those that the whole letter is about
(`letter_offices`), the addressees. Together these are `duties`, each a `duty`.
"""
