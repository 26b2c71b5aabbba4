"""Offices by their names: taken apart and compared (`office_names`), abbreviations written out with words of
ours (`spelled_out`), in which land (`lands`), in full (`full_names`), and which is meant by a name that is
mistyped (`meant_office`).
"""
