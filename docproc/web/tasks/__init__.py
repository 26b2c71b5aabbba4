"""Following up tasks: the list with its filters, as a table or a board (`routes`), one task (`one`) and its
`files`.

`asking` reads what the address asks for, `entered` what a form changes, `shown` is what the pages show, `days`
a month to choose a day from.
"""
