"""What fixed phrases say of a sentence."""

from __future__ import annotations

from docproc.rules import FoldedExpressions, Rules


class Phrases(Rules):
    """models/phrases.toml: words without content, formalities, headings of aims."""

    file = "phrases"
    fewest_content_words: int
    nouns_before_verbs: tuple[str, ...]
    substantial: tuple[str, ...]
    generic: tuple[str, ...]
    formalities: FoldedExpressions
    aims: FoldedExpressions
