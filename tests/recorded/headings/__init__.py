"""Heading rows of other products, with sample cells and the field of each column; `origin` says how far a row was seen."""
