"""People at the desk: who they are (`members`) and their `units`, what their role allows (`rights`), how they
come in (`passwords`, `sessions`, `keys` of programs), which letters they may see (`access`, `readers`), and
which tasks they may change (`follow`).
"""
