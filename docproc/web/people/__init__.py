"""The people of the office and its units, as the administrator sees them (`routes`)."""
