"""The desk at work: one port, several processes that answer, one that watches the folders.

`listener.py` opens the port, `supervisor.py` starts the processes, replaces those that die and ends them,
`children.py` is what each of them does, `ready.py` what it reads first; `health.py` says to who looks after the
machine that the desk answers.

All processes share the port and the store. Sessions are rows of the store, so any process answers any request;
each dies with the supervisor, however that ends, and none keeps anything that another would need.
"""
