"""From letters and tracked tasks to documents, through rooms that take only from those before them: what rule
files say (`rules`), names of offices (`names`), words of papers (`wording`), tasks before our office
(`tasks`); then Word files (`word`) and what stands in drafts (`drafts`), Excel files (`sheets`), and files
for other programs (`exchange`).
"""
