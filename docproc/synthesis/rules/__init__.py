"""The rule file of synthesis, as a class that checks it when it is read."""
