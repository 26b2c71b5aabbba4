"""Following up tasks: the list with its filters, as a table or a board (`routes`), one task (`one`).

`asking` reads what the address asks for, `shown` is what the pages show, `days` a month to choose a day from.
"""
