"""From letters and tracked tasks to documents: drafts in Word through templates that an office can edit, books
and tables in Excel, calendars and exchange files; which tasks are ours to follow, and why.
"""
