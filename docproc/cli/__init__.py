"""The commands, one thin module each. `docproc.cli.main:run` is the entry; `commands` knows all by name and
imports the one that is called.

What several of them share: `options`; `help` tells how each is called in the language in force, `usage` and
`faults` what is wrong with a call. `office` and `own_office` are whose register it is, `person` who changes
something; `sources` is where reports and exports get their letters and tasks from, of which days says
`period`, and what is offered when no letter is named `todays`; `folders` finds the letters of a folder.
`workers` puts each file into a child under limits, one a core, `runs` tells of many, `signals` ends a run in
good order. `outputs` writes whole files only, `console` says things; `letter_tables`, `letter_values`,
`register_tables` and `due_table` are how letters look in a terminal. `health` asks for `doctor` whether all is
there, `silence` whether a library reports to somebody.
"""
