"""What other programs take: deadlines for a calendar (`calendar_file`), the header of an edXML message
(`edxml_header`, `edxml`), the fields that the decree asks of document systems (`nd30_fields`).
"""
