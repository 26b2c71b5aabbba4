"""What stands where: rows, columns, zones, the letters of a file, annexes, tables, and the body as an outline."""
