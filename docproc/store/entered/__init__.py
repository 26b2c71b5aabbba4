"""What people enter into the register, each in one transaction and with its lines in the audit trail.

`changes` writes: a corrected letter, its way through the office, a line struck out, what is noted of a task.
`values` tells what a person may write into a field of a letter, `corrections` corrects one, `checking` says that
it is right; `progress` is how a task comes to its end, `typed` takes what was typed into an exported table.
Whoever offers these to people (the command line, a desk in the browser) only calls them.
"""
