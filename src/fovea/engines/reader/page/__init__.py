"""The page: lines arranged into rows, tables, records and labelled values; what kind of page it is, and the fields of receipts, screens and code."""
