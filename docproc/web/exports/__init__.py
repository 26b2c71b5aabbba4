"""Registers and tables at the desk: made (`making`), handed out (`handing_out`), and the table of tasks that
comes back (`tables`): what would change is shown, then taken. `routes` are the pages.
"""
