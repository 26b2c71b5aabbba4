"""Pages become words: the text layer when it is good, else Tesseract; columns put in reading order."""
