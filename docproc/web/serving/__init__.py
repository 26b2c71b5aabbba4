"""The desk at work: one port, several processes that answer, one that watches the folders.

`listener` opens the port, `supervisor` starts the processes, replaces those that die and ends them, `children`
is what each of them does, `ready` what it reads first; `health` says to who looks after the machine that the
desk answers.

All processes share the port and the store. Sessions are rows of the store, so any process answers any request;
each dies with the supervisor, however that ends, and none keeps anything that another would need.
"""
