"""The file of a journal and its tables."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from loaders.errors import FileError

_TABLES = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE load (number INTEGER PRIMARY KEY, object TEXT, path TEXT, digest BLOB, mapping BLOB, schema BLOB, rows INTEGER,
                   id_prefix TEXT, position REAL, read INTEGER);
CREATE TABLE batch (number INTEGER PRIMARY KEY, load INTEGER, phase TEXT, key TEXT, document TEXT, data BLOB, intents BLOB);
CREATE TABLE row (load INTEGER, number INTEGER, outcome TEXT, record_id TEXT, updated_at TEXT, code TEXT,
                  PRIMARY KEY (load, number)) WITHOUT ROWID;
CREATE TABLE reject (load INTEGER, number INTEGER, line INTEGER, cells BLOB, errors BLOB, record_id TEXT,
                     PRIMARY KEY (load, number)) WITHOUT ROWID;
CREATE TABLE image (load INTEGER, record_id TEXT, stored BLOB, PRIMARY KEY (load, record_id)) WITHOUT ROWID;
CREATE TABLE link (load INTEGER, number INTEGER, place INTEGER, record_id TEXT, value BLOB, line INTEGER, cells BLOB,
                   PRIMARY KEY (load, number, place)) WITHOUT ROWID;
CREATE TABLE deferred (load INTEGER, number INTEGER, line INTEGER, cells BLOB, PRIMARY KEY (load, number)) WITHOUT ROWID;
CREATE TABLE parent (object TEXT, record_id TEXT, made INTEGER, PRIMARY KEY (object, record_id)) WITHOUT ROWID;
"""
_FILE = "journal.sqlite"


def open_database(folder: Path | None) -> sqlite3.Connection:
    """Open the journal in a folder, made where there is none; without a folder it is a private temporary file."""
    if folder is None:
        database = sqlite3.connect("")
    else:
        path = folder / _FILE
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        database = sqlite3.connect(path)
    try:
        if folder is not None:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
        if not database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            database.executescript(f"BEGIN; {_TABLES} COMMIT;")
    except sqlite3.DatabaseError as error:
        raise FileError(f"{folder}: holds no journal of a run: {error}") from None
    return database
