"""How much is read. An office is far below; what is above is refused in a sentence."""

MAX_ROWS = 200_000
MAX_COLUMNS = 200
# Cells of the rectangle that a sheet spans, empty ones too: the reader keeps them all in memory.
MAX_CELLS = 4_000_000
MAX_HEADER_ROW = 40
# Of a workbook once inflated: all of it, and each part that is not a sheet.
MAX_INFLATED = 400_000_000
MAX_PART = 150_000_000
MAX_PARTS = 2_000
# Real sheets shrink 5 to 40 times; deflate can do 1.032.
MAX_RATIO = 250
SMALL_PART = 1_000_000
MAX_MERGED = 10_000
MAX_SHEETS = 60
MAX_TEXT = 32_767
# Problems kept one by one; the count goes on.
MAX_LISTED = 10_000
