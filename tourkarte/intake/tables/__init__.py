"""From tables to drafts of appointments: CSV, Excel, calendars, GeoJSON, and what the product itself exported.

`read_table` finds out what kind of file it is (`kinds`), where its header is and what its columns mean (`headings`,
`mapping`), and reads each row with the grammar of days, times and addresses that invitations are read with. What
could not be read is listed, never fatal. Nothing in a file is executed, and no file takes unbounded time or memory.
"""

from tourkarte.intake.tables.grid import Content, Opened
from tourkarte.intake.tables.mapping import ColumnChoice, Mapping
from tourkarte.intake.tables.read import open_table, read_opened, read_table
from tourkarte.intake.tables.reading import RowDraft, TableReading
from tourkarte.intake.tables.recognise import has_columns, is_table

__all__ = [
    "ColumnChoice",
    "Content",
    "Mapping",
    "Opened",
    "RowDraft",
    "TableReading",
    "has_columns",
    "is_table",
    "open_table",
    "read_opened",
    "read_table",
]
