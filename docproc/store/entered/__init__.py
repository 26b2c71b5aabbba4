"""What people enter into the register, each in one transaction and with its lines in the audit trail.

`changes` writes: a corrected letter, its way through the office, a line struck out, what is noted of a task;
`meanwhile` tells the second of two people who change the same of a task. `values` tells what a person may write
into a field of a letter, `corrections` corrects one, `checking` says that it is right; `assignments` is who has a
task, `progress` how it comes to its end, `typed` takes what was typed into an exported table. Whoever offers
these to people (the command line, a desk in the browser) only calls them.
"""
