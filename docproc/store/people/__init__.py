"""People at the desk: what their role allows (`rights`), how they come in (`passwords`, `sessions`, `keys`), and
which letters they may see (`access`).
"""
