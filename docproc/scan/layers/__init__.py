"""The letters of a page's text layer, and the words that they make.

In this order: `calls` are PDFium's functions as they are called letter by letter, `contents` what a page draws,
`fonts` how wide its letters are, `blanks` those that PDFium leaves out. `letters` takes all from PDFium in
one pass; `plumbed` those of pdfplumber, for what lies over a page. `level` puts level letters together to words.
`marks` tells whether anything else may be a table or a stamp.
"""
