"""What a file is, by its content: known signatures, packages and storages looked into, text that no letter is."""
