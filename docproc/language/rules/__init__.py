"""The rule files of language, each as a class that checks it when it is read."""
