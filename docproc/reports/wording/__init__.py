"""What official papers say, and how: dates, numbers, citations, lists (`phrases`), and what was read with a
doubt, put into words (`doubts`).
"""
