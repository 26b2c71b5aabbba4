"""The calendar of deadlines and meetings (`routes`): a month in a grid, a day as a list, feeds for other
calendars.

`month` puts a month together, `feed` makes the file of a feed; the API shows the same.
"""
