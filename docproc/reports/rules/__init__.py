"""The rule files of reports as checked data, a module each: names of offices (`offices_ours`), words of drafts
(`drafts`, `reply`), how they look (`nd30_layout`), and what other programs take (`calendar`, `edxml`,
`nd30_fields`).
"""
