"""Backups: all objects of a server in a folder with checksums, put back, and compared."""
