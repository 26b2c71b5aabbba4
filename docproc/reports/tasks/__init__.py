"""A task before our office: how the names in a letter stand to ours (`membership`), so which tasks are ours
and why (`ours`), which we have to follow (`concern`), and how each stands on a day (`standing`).
"""
