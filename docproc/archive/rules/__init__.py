"""The rule files of the archive, each as a class that checks it when it is read."""
