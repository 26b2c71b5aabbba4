"""The overview: how the office stands, and how arrivals and tasks went over a period.

`period.py` reads the period from the address, `charts.py` lays bars out for the templates; each chart has a table
with the same numbers below it.
"""
