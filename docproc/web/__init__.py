"""The clerk's desk in the browser: pages made on the server, small changes of them by htmx, no build step.

Begin reading at `app`, which puts it together. `desk` is what all pages share, `visitor` who asks and what
they may do, `guard` what every request and answer must keep to, `pages` how a page is made from a template,
`faults` how an error becomes a page, `nearness` how near a day is, `downloads` how a file is handed out,
`typed` reads the days that people type, `turns` lets heavy work be done a few at a time. Rule files are `rules`.

Each part of the desk is a folder with its routes, and its templates in templates/ under the same name. How
people come in: `entry` (first start, log-in), `account` (one's own). A letter: `inbox` (and uploads), `letter`
(checked beside its scan), `letter_tasks` (and its versions), `readers` (who sees a confidential one),
`arrange` (its pages). What comes of it: `tasks`, `calendar`, `overview`, `drafts`, `exports`. Who works here:
`people` (and units), `audit` (the trail). `api` answers programs in JSON; `serving` is the desk at work, in
several processes.

A route takes what was asked, calls functions of the store, reports, workers or intake, and shows a page: what
the desk changes is changed there, so that the command line and the API can do the same.
"""
