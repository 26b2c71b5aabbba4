"""Letters made by ourselves: laid out by the decree, "scanned", with their exact text."""
