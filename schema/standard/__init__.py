"""The standard objects Ferry ships, one small file each."""

from __future__ import annotations

from schema.data_model import DataModel
from schema.standard.attachment import ATTACHMENT
from schema.standard.company import COMPANY
from schema.standard.note import NOTE
from schema.standard.note_target import NOTE_TARGET
from schema.standard.opportunity import OPPORTUNITY
from schema.standard.person import PERSON
from schema.standard.task import TASK
from schema.standard.task_target import TASK_TARGET
from schema.standard.timeline_activity import TIMELINE_ACTIVITY
from schema.standard.workspace_member import WORKSPACE_MEMBER

STANDARD_OBJECTS = (
    COMPANY,
    PERSON,
    OPPORTUNITY,
    NOTE,
    NOTE_TARGET,
    TASK,
    TASK_TARGET,
    ATTACHMENT,
    WORKSPACE_MEMBER,
    TIMELINE_ACTIVITY,
)


def standard_model() -> DataModel:
    """Return the data model of a workspace without custom objects."""
    return DataModel(STANDARD_OBJECTS)
