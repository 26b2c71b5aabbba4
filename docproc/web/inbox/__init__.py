"""The inbox: letters by arrival (`routes.py`), what of them is asked for (`asked.py`), files that are uploaded
(`upload.py`, their bytes `bodies.py`) and how far those are (`files.py`).
"""
