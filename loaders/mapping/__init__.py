"""Mapping: the columns of a file and the fields they fill."""
