"""Following up tasks: who has which, by when, and what comes of it.

`asked` is a change as the desk and the API ask for it, within what a person may do; it calls `other_day`
(another last day) and, of `store/entered/`, who has a task and how it comes to its end. `many` makes one
change to many tasks; `attachments` are files put to one. `followed` lists tasks, `board` lays them out in
columns, `history` tells what was done to one.
"""
