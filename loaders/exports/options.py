"""What a user may decide about an export, and which decisions exclude each other."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.errors import UsageError
from loaders.exports.conditions import Deleted
from loaders.exports.formats import Format

_SEPARATORS = {"tab": "\t", "\\t": "\t"}


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The options of one export, as they were given."""

    output: str | None = None
    condition: str | None = None
    sort: str | None = None
    columns: str | None = None
    limit: int | None = None
    page: int | None = None
    format: str | None = None
    gz: bool = False
    excel: bool = False
    bom: bool = False
    crlf: bool = False
    delimiter: str | None = None
    guard: bool = True
    deleted: str | None = None
    since: str | None = None
    since_last: str | None = None
    split_rows: int | None = None
    split_by: str | None = None
    relation_names: bool = False
    ids_only: bool = False
    anonymise: str | None = None
    resume: bool = False
    view: str | None = None
    as_email: str | None = None

    @property
    def is_delta(self) -> bool:
        """Whether only what changed is wanted."""
        return self.since is not None or self.since_last is not None

    @property
    def shown(self) -> Deleted:
        """Which records are shown: what changed includes what was deleted."""
        return Deleted(self.deleted) if self.deleted else Deleted.WITH if self.is_delta else Deleted.NO

    @property
    def separator(self) -> str:
        """The separator of cells."""
        return "," if self.delimiter is None else _SEPARATORS.get(self.delimiter, self.delimiter)

    def check(self) -> None:
        """Refuse options that contradict each other."""
        if len(self.separator) != 1 or self.separator.isalnum() or self.separator in "\"\r\n\\' .-+@=":
            raise UsageError(f'--delimiter "{self.delimiter}": give one character such as , ; | or the word tab')
        together = (
            ("--since and --since-last", self.since is not None and self.since_last is not None),
            ("--split-rows and --split-by", self.split_rows is not None and self.split_by is not None),
            ("--ids-only and --columns", self.ids_only and self.columns is not None),
            ("--ids-only and --relation-names", self.ids_only and self.relation_names),
            ("--since, or --since-last, and --sort", self.is_delta and self.sort is not None),
            ("--since-last and --limit", self.since_last is not None and self.limit is not None),
            ("--since-last and --deleted no", self.since_last is not None and self.deleted == Deleted.NO),
            ("--resume and -o -", self.resume and self.output == "-"),
            ("--resume and --since-last", self.resume and self.since_last is not None),
            ("--resume and a split", self.resume and self.is_split),
            ("a split and -o -", self.is_split and self.output == "-"),
        )
        for names, given in together:
            if given:
                raise UsageError(f"{names} cannot go together; leave one out")

    def check_format(self, format_: Format) -> None:
        """Refuse options that mean nothing to the format."""
        csv_only = {"--excel": self.excel, "--bom": self.bom, "--crlf": self.crlf, "--delimiter": self.delimiter is not None}
        given = [name for name, is_given in csv_only.items() if is_given]
        if given and format_ is not Format.CSV:
            raise UsageError(f"{', '.join(given)}: only a csv file has that; leave it out, or give --format csv")
        if self.resume and not format_.is_text:
            raise UsageError(f"--resume: a half-written {format_} file cannot be gone on with; export again without it")

    @property
    def is_split(self) -> bool:
        """Whether several files are wanted."""
        return self.split_rows is not None or self.split_by is not None
