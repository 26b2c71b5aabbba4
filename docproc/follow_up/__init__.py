"""How tasks are followed up: states, their words, when a day is near (`rules`). Under store and reports, beside
`records.py`.
"""
