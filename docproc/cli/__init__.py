"""The commands, one thin module each. `docproc.cli.main:run` is the entry."""
