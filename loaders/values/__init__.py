"""Cells to values: strict, one module per family of types."""
