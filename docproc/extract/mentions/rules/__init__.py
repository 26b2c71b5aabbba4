"""The rule files of mentions, each as a class that checks it when it is read."""
