"""The standard objects Ferry ships, one small file each."""

from __future__ import annotations

from schema.data_model import DataModel
from schema.standard.attachment import ATTACHMENT
from schema.standard.blocklist import BLOCKLIST
from schema.standard.calendar_channel_event_association import CALENDAR_CHANNEL_EVENT_ASSOCIATION
from schema.standard.calendar_event import CALENDAR_EVENT
from schema.standard.calendar_event_participant import CALENDAR_EVENT_PARTICIPANT
from schema.standard.call_recording import CALL_RECORDING
from schema.standard.company import COMPANY
from schema.standard.dashboard import DASHBOARD
from schema.standard.message import MESSAGE
from schema.standard.message_campaign import MESSAGE_CAMPAIGN
from schema.standard.message_channel_message_association import MESSAGE_CHANNEL_MESSAGE_ASSOCIATION
from schema.standard.message_channel_message_association_message_folder import (
    MESSAGE_CHANNEL_MESSAGE_ASSOCIATION_MESSAGE_FOLDER,
)
from schema.standard.message_list import MESSAGE_LIST
from schema.standard.message_list_member import MESSAGE_LIST_MEMBER
from schema.standard.message_participant import MESSAGE_PARTICIPANT
from schema.standard.message_thread import MESSAGE_THREAD
from schema.standard.note import NOTE
from schema.standard.note_target import NOTE_TARGET
from schema.standard.opportunity import OPPORTUNITY
from schema.standard.person import PERSON
from schema.standard.task import TASK
from schema.standard.task_target import TASK_TARGET
from schema.standard.timeline_activity import TIMELINE_ACTIVITY
from schema.standard.workflow import WORKFLOW
from schema.standard.workflow_automated_trigger import WORKFLOW_AUTOMATED_TRIGGER
from schema.standard.workflow_run import WORKFLOW_RUN
from schema.standard.workflow_version import WORKFLOW_VERSION
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
    DASHBOARD,
    WORKFLOW,
    WORKFLOW_VERSION,
    WORKFLOW_RUN,
    WORKFLOW_AUTOMATED_TRIGGER,
    MESSAGE,
    MESSAGE_THREAD,
    MESSAGE_PARTICIPANT,
    MESSAGE_CHANNEL_MESSAGE_ASSOCIATION,
    MESSAGE_CHANNEL_MESSAGE_ASSOCIATION_MESSAGE_FOLDER,
    MESSAGE_LIST,
    MESSAGE_LIST_MEMBER,
    MESSAGE_CAMPAIGN,
    CALENDAR_EVENT,
    CALENDAR_EVENT_PARTICIPANT,
    CALENDAR_CHANNEL_EVENT_ASSOCIATION,
    BLOCKLIST,
    CALL_RECORDING,
)


def standard_model() -> DataModel:
    """Return the data model of a workspace without custom objects."""
    return DataModel(STANDARD_OBJECTS)
