"""Letters made by ourselves, with their exact text: the same source gives the same pixels.

`source` is a letter before it is printed; `layout` lays it out by Nghị định 30/2020 on `paper` (`letterhead` is
the top of page 1, `fonts` what it is printed in), `render` makes images of it. Hands add `marks`, `stamps` and
`handwriting` (`number_lines` are strips to train on); `wear` and `degrade` soil and scan it; `write` makes the
files, `samples` all of those in samples/.
"""
