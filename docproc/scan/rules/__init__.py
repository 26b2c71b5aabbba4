"""The rule files of scanning, each as a class that checks it when it is read; other rooms use some, too."""
