"""The overview (`routes`): how the office stands, and how arrivals and tasks went over a period.

`period` reads the period from the address; each chart has a table with the same numbers below it.
"""
