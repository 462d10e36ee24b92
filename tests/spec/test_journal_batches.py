"""A batch stands in the journal before it is sent, and until its answer does; so do rejects, images and what is put off."""

from __future__ import annotations

from pathlib import Path

from loaders.files.rows import Row
from loaders.runs.journal import Journal
from loaders.runs.later import Link
from loaders.runs.outcomes import Outcome, Reject, RowError
from loaders.runs.states import BatchRecord, Intent, LoadRecord, Phase, RowRecord

LOAD = LoadRecord(1, "person", "/people.csv", b"file", b"mapping", b"schema", 9, "prefix-", None)
BAD, WORSE = RowError("EMAIL_INVALID", '"ann@" is no address', "Email", "correct it"), RowError("SERVER", "no", "")


def batch(journal: Journal, *rows: int) -> BatchRecord:
    """Return a batch of new records."""
    (number,) = journal.new_batches(1)
    intents = tuple(Intent(row, Outcome.CREATED.value, f"id-{row}") for row in rows)
    data = [{"id": f"id-{row}", "name": "x"} for row in rows]
    return BatchRecord(number, 1, Phase.ROWS, f"{journal.name}/{number}", "mutation", data, intents)


def test_a_batch_without_an_answer_survives_a_kill(tmp_path: Path) -> None:
    """What was intended is on disk at once, though the process never closes the journal; what was not yet, is gone whole."""
    journal = Journal(tmp_path)
    journal.add_loads([LOAD])
    first, second = batch(journal, 1, 2), batch(journal, 3)
    journal.settle(1, [RowRecord(4, Outcome.REJECTED.value)])
    journal.intend(1, 4, [first, second])
    journal.settle(1, [RowRecord(3, Outcome.CREATED.value, "=")], second.number)

    found = Journal(tmp_path)
    assert [first, second] == found.open_batches()
    assert [4] == [row.row for row in found.rows(1)]
    assert 4 == found.loads()[0].read


def test_a_settled_batch_is_forgotten(tmp_path: Path) -> None:
    """The answer of a batch takes its place."""
    journal = Journal(tmp_path)
    sent = batch(journal, 1)
    journal.intend(1, None, [sent])
    journal.settle(1, [RowRecord(1, Outcome.CREATED.value, "=")], sent.number)
    journal.close()

    assert [] == Journal(tmp_path).open_batches()


def test_numbers_of_batches_are_never_given_twice(tmp_path: Path) -> None:
    """A key that was used once is not used for other rows, also after all batches are settled."""
    journal = Journal(tmp_path)
    sent = batch(journal, 1)
    journal.intend(1, None, [sent])
    journal.settle(1, [RowRecord(1, Outcome.CREATED.value, "=")], sent.number)
    journal.close()

    assert sent.number < Journal(tmp_path).new_batches(1)[0]


def test_the_first_image_of_a_record_stays() -> None:
    """A record that a run writes twice is put back to what it held before the first time."""
    images = Journal(None).images
    images.keep(1, [("a", {"name": "first", "city": None})])
    images.keep(1, [("a", {"name": "second", "job": "boss"})])

    assert {"name": "first", "city": None, "job": "boss"} == images.get(1, "a")
    assert images.get(2, "a") is None


def test_related_records_come_in_one_order() -> None:
    """Made and restored related records are told once each, in an order that lasts."""
    images = Journal(None).images
    images.keep_parents("person", ["b"], made=True)
    images.keep_parents("company", ["d", "c"], made=False)
    images.keep_parents("company", ["c"], made=True)

    assert [("company", "c", False), ("company", "d", False), ("person", "b", True)] == list(images.parents())


def test_all_reasons_of_a_row_come_together_once() -> None:
    """A row that is rejected again, for an old reason and a new one, is one reject with two; they come in file order."""
    journal = Journal(None)
    journal.reject(1, [Reject(7, 8, ["x"], (BAD,)), Reject(2, 3, ["y"], (BAD,))])
    journal.reject(1, [Reject(7, 8, ["x"], (BAD, WORSE), "id-7")])

    assert [(2, (BAD,)), (7, (BAD, WORSE))] == [(reject.row, reject.errors) for reject in journal.rejects(1)]
    assert 1 == journal.incomplete(1)
    assert not journal.has_rejects(2)


def test_rejects_are_forgotten_when_their_rows_are_tried_again() -> None:
    """Nothing of an earlier try is told."""
    journal = Journal(None)
    journal.reject(1, [Reject(7, 8, ["x"], (BAD,))])
    journal.forget_rejects()

    assert journal.reject_of(1, 7) is None


def test_what_is_put_off_is_kept_until_it_is_done(tmp_path: Path) -> None:
    """Deferred rows and links between records of the run survive the process, and go one by one."""
    journal = Journal(tmp_path)
    rows = [Row(5, 6, ["a"]), Row(3, 4, ["b"])]
    links = [Link(rows[0], 2, "id-5", "key"), Link(rows[1], 1, "id-3", ["k", 1])]
    journal.later.defer(1, rows)
    journal.later.keep_links(1, links)
    journal.close()

    later = Journal(tmp_path).later
    assert [3, 5] == [row.number for row in later.deferred(1, 0, 9)]
    later.take_up(1, rows[:1])
    assert 1 == later.deferred_count()
    assert links[::-1] == later.links(1, 9)
    later.drop_links(1, links[1:])
    assert links[:1] == later.links(1, 9)
