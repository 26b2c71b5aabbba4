"""People at the desk: who they are (`members`) and their units (`units`), what their role allows (`rights`), how
they come in (`passwords`, `sessions`, `keys`), and which letters they may see (`access`, `readers`).
"""
