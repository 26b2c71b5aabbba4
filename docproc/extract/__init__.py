"""Words become a Letter: zones of the page, header, offices, citations, dates, tasks, signature block."""
