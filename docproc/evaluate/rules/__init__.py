"""The rule file of evaluate, as a class that checks it when it is read."""
