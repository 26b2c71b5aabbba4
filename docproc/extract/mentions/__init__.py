"""What is named in a body, found once with its boundaries.

`nlp` is the spaCy pipeline that every body goes through. Its `components` find the listed words (`vocabulary`),
`dates/`, and documents by their `symbols` (`numbered`); `citations` are these each once, as far as they are
`repeated` or `misread`. `offices` finds offices and classes of them, `office_lists` a name that stands for
several; `names` writes them as running text does, `capitals` those printed in capitals. Which office is meant:
`same_office`, `aliases`, and `places` before and after 1 July 2025; `office_names` is the last step over those
of a letter.
"""
