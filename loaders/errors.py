"""What can stop a run, each with its exit code; mistakes of single rows are `RowError`s in `loaders.runs.outcomes`."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process answers to its caller."""

    DONE = 0
    REJECTS = 1
    USAGE = 2
    TOO_MANY_ERRORS = 3
    PERMISSION = 4
    UNREACHABLE = 5
    DIFFERENT = 6
    INTERNAL = 70
    INTERRUPTED = 130


class FerryError(Exception):
    """The root of everything that stops a run; never raised directly. The message says what, where and how to mend it."""

    exit_code = ExitCode.USAGE


class UsageError(FerryError, ValueError):
    """The command, or what it names, cannot be carried out as it was given."""


class FileError(FerryError, ValueError):
    """The file cannot be read as it is; the message names the line."""


class MappingError(FerryError, ValueError):
    """The headings of the file do not say which column belongs to which field."""


class PermissionRefused(FerryError):
    """The server knows the key not, or its role may not do this."""

    exit_code = ExitCode.PERMISSION


class ServerUnreachable(FerryError):
    """The server did not answer, however often it was asked."""

    exit_code = ExitCode.UNREACHABLE


class ServerAnswerError(FerryError):
    """The server answered something that a server speaking Twenty's API does not answer."""


class Incomplete(FerryError):
    """An export does not hold the rows the server counts; the file is left beside its target as `.part`."""

    exit_code = ExitCode.REJECTS


class TooManyErrors(FerryError):
    """More rows are rejected than were to be borne; what is not done can be taken up."""

    exit_code = ExitCode.TOO_MANY_ERRORS


class Stopped(FerryError):
    """Another part of the run failed, or the user interrupted it, so this part gave up waiting."""

    exit_code = ExitCode.INTERRUPTED


class AccountingError(FerryError):
    """Rows in and outcomes differ: a fault of the loader itself."""

    exit_code = ExitCode.INTERNAL
