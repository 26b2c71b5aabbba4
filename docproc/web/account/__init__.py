"""One's own account (`routes`): password, and keys for programs."""
