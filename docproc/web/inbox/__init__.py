"""The inbox: letters by arrival (`routes`), what of them is asked for (`asked`, with one key: `chips`), how a
letter looks in it (`lines`), files that are uploaded (`upload`, their bytes `bodies`) and how far those are
(`files`).
"""
