"""The desk as JSON under `/api/v1`, for programs: the same functions of the store, the same rights.

`caller.py` is who asks, `app.py` puts the parts together; each part of the desk has a module of its own here.
"""
