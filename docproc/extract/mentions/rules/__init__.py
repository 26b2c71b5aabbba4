"""The rule files of what is named, each as a class that checks it when it is read."""
