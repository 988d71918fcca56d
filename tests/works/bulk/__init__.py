"""The workbook of a portfolio."""
