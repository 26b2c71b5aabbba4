"""The tasks of one letter, put right at the desk (`routes`, what they show `shown`), and what became of the
letter (`history`): panels of its page. `corrected` hands the letters that were checked to whoever looks after
docproc.
"""
