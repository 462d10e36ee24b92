"""The id of a row follows from the file, the object and its number."""

from __future__ import annotations

import hashlib
import uuid

from loaders.imports.row_ids import row_id, row_id_prefix

DIGEST = hashlib.sha256(b"file").digest()


def test_the_same_row_always_has_the_same_id() -> None:
    """Repeating a run meets the records of the first; another file or object does not."""
    first = row_id(row_id_prefix(DIGEST, "person"), 7)

    assert first == row_id(row_id_prefix(DIGEST, "person"), 7)
    assert first != row_id(row_id_prefix(DIGEST, "company"), 7)
    assert first != row_id(row_id_prefix(hashlib.sha256(b"other").digest(), "person"), 7)


def test_ids_are_uuids_in_the_order_of_the_rows() -> None:
    """Ids are valid UUIDs of version 5 and sort as the rows do."""
    ids = [row_id(row_id_prefix(DIGEST, "person"), number) for number in (1, 2, 300, 10**9)]

    assert ids == sorted(ids)
    assert {5} == {uuid.UUID(text).version for text in ids}
    assert ids == [str(uuid.UUID(text)) for text in ids]
