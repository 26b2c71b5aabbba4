"""Zones, mentions and roles become the letter, with its evidence and its doubts.

Begin at `letter_from_pages`. A letter is `opened`: its head (`header`, with the names in `letterhead`, what is
`written` by hand, the `issuer` from the text where the head is lost), whom it addresses (`foot`), its texts.
For the `facts` of a letter `tasks` are made of duties, those in line form by `labels`, those in tables by
`assignment`; days in headings are found by `days_named`. Then the `signer`, the meeting (`event`), what a head
typed over the page (`instructions`), day and signer by digital `signatures`. Last what a person should look at:
`date_doubts`, `page_notes`, figures that are `disputed`, `nothing` (is it a letter at all?), `too_long`, and
how sure each value is (`confidence`, by the facts of `clues/`). `reasons` says why a task is one,
`page_reasons` why a page was read as it was, `explain` reads one passage alone. `own_names` puts right what the
people of an office wrote otherwise before.
"""
