"""How people come in (`routes`): the first start, the log-in, the language."""
