"""Heading rows of other products, with sample cells and the field each column belongs to."""
