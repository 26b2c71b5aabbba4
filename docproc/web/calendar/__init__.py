"""The calendar of deadlines and meetings: a month in a grid, a day as a list, feeds for other calendars.

`month.py` puts a month together, `feed.py` makes the file of a feed; the API shows the same.
"""
