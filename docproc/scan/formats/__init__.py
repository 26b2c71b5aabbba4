"""What a file is, by its content: `signatures` are the bytes it begins with, `packages` ZIP and OLE files looked
into, `plain` text that no letter is.
"""
