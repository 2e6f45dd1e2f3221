"""The board report: what may leave the house about one selection, as PDF, web page and workbook."""
