"""The rule files of settings and working days, each as a class that checks it when it is read."""
