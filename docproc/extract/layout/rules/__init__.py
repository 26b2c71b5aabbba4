"""The rule files of layout, each as a class that checks it when it is read."""
