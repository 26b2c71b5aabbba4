"""From a template and fields to a Word file: the template is looked at (`template_check`), filled in by Jinja
in a sandbox (`sandbox`, `render`), and what is wrong with it told (`template_faults`); lines and marks are
put right on the page (`ruled_lines`, `lines`, `marks`); the file is written whole (`word_file`), and as PDF,
too (`pdf`). What people write into a draft afterwards is put into its `places`; `preview` shows how it will
print.
"""
