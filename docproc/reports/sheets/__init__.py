"""From tracked tasks and registered letters to Excel: a sheet (`sheet`), the books (`registers`), the table
of tasks with its figures (`statistics`, `task_stamp`, `tracker`), and what was typed into it when it comes
back (`typed_table`); `period` is of which letters they are.
"""
