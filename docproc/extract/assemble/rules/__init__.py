"""The rule files of assemble, each as a class that checks it when it is read."""
