"""The rule files of roles, each as a class that checks it when it is read."""
