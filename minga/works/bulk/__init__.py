"""A portfolio that goes out as a workbook, is edited, and comes back."""
