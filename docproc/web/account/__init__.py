"""One's own account: password, and keys for programs."""
