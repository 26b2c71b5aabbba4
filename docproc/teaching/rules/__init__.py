"""The rule file of teaching, as a class that checks it when it is read."""
