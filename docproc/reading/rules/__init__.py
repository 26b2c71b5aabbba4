"""The rule files of reading, each as a class that checks it when it is read."""
