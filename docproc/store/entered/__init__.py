"""What people enter into the register, each in one transaction and with its lines in the audit trail.

`changes` writes: a corrected letter, its way through the office, a line struck out, what is noted of a task;
`versions` and `meanwhile` tell the second of two people who change the same, of a letter and of a task.
`values` tells what a person may write into a field of a letter, `corrections` corrects one, `checking` says
that it is right, `kept` keeps both when a letter is read again. `assignments` is who has a task, `progress`
how it comes to its end, `task_words` says both in words, `typed` takes what was typed into an exported table.
Whoever offers these to people (the command line, the desk, the API) only calls them.
"""
