"""What stands where, from printed lines to the body as an outline.

`rows` are the lines with what is needed to know of each, `columns` puts apart two that came on one line,
`several/` finds the letters of a file and the order of its pages. `zones` parts a letter: what a line of the head
is (`head_lines`, with the `marks` of urgency and secrecy), where Kính gửi ends (`addressed`, by place and by what
a sentence is: `running_text`), where the foot begins (`foot_start`) and what in it is no recipient (`notes`).
What is left: plans in `tables` (`table_columns`), `annexes` that are text, and the body as `blocks`.
"""
