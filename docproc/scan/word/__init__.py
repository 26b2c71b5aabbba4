"""Letters as Word files: laid out by LibreOffice where it is installed, else read as text with tables.

`opening` decides: `package` opens a .docx under limits, `reach` is what in it reaches outside. As `text`,
paragraphs are `runs` of words with the numbers of lists (`numbering`) and what their `styles` say; `names` are
those of the XML.
"""
