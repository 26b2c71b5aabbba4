"""Rule files that the desk reads, each with its class."""
