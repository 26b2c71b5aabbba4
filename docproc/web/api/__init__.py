"""The desk as JSON under /api/v1, for programs: the same functions of the store, the same rights.

`caller` is who asks, `app` puts the parts together. `inbox`, `letter`, `letter_tasks`, `arrange`, `tasks`,
`calendar`, `overview`, `drafts`, `exports` and `people` answer as the parts of the desk of that name; `me` is
who the key belongs to.
"""
