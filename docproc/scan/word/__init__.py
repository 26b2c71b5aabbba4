"""Letters as Word files: laid out by LibreOffice where it is installed, else read as text with tables."""
