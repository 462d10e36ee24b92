"""Exports: records of a server to files."""
