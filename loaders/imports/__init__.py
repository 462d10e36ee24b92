"""Imports: rows of files to records of a server, every row with one outcome."""
