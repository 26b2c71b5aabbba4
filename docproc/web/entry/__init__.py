"""How people come in: the first start, the log-in, the language."""
