"""The clerk's desk in the browser: pages made on the server, small changes of them by htmx, no build step.

Begin reading at `app.py`, which puts it together. `desk.py` is what all pages share, `visitor.py` who asks and
what they may do, `guard.py` what every request and answer must keep to, `pages.py` how a page is made from a
template, `faults.py` how an error becomes a page. Each part of the desk is a folder with its `routes.py` and its
templates in `templates/` under the same name: `entry` (first start, log-in, own account), `inbox` (letters by
arrival, uploads, files on their way); `nearness.py` says how near a day is.
`api` answers programs in JSON.

A route takes what was asked, calls functions of the store, reports, workers or intake, and shows a page: what the
desk changes is changed there, so that the command line and the API can do the same.
"""
