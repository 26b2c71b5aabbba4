"""Under all rooms: the rule files of modules that belong to no room."""
