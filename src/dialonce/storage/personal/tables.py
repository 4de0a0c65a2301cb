"""Personal tables: their columns in the order in which rows are written, with PostgreSQL's type names."""

from collections.abc import Mapping
from functools import cached_property

import msgspec


class Table(msgspec.Struct, frozen=True, dict=True):
    """One table of schema `personal`. `bulk`: rows come by COPY, otherwise by one `unnest` statement."""

    name: str
    columns: tuple[tuple[str, str], ...]
    bulk: bool

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    @cached_property
    def column_types(self) -> tuple[str, ...]:
        return tuple(type_ for _, type_ in self.columns)


TABLES: Mapping[str, Table] = {
    "subject": Table(
        "subject",
        (
            ("subject_id", "uuid"),
            ("publisher_id", "uuid"),
            ("created_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "notice": Table(
        "notice",
        (
            ("subject_id", "uuid"),
            ("publisher_id", "uuid"),
            ("policy_version", "text"),
            ("channel", "text"),
            ("acknowledged_at", "timestamptz"),
        ),
        bulk=False,
    ),
    "call_step": Table(
        "call_step",
        (
            ("subject_id", "uuid"),
            ("step_id", "uuid"),
            ("publisher_id", "uuid"),
            ("occurred_at", "timestamptz"),
            ("line_id", "uuid"),
            ("solution_id", "uuid"),
            ("step", "text"),
            ("sealed", "bytea"),
        ),
        bulk=True,
    ),
    "interaction": Table(
        "interaction",
        (
            ("subject_id", "uuid"),
            ("interaction_id", "uuid"),
            ("publisher_id", "uuid"),
            ("occurred_at", "timestamptz"),
            ("line_id", "uuid"),
            ("solution_id", "uuid"),
            ("interface_id", "uuid"),
            ("interface_version", "int4"),
            ("kind", "text"),
            ("screen", "text"),
            ("element", "text"),
            ("sealed", "bytea"),
        ),
        bulk=True,
    ),
    "form_answer": Table(
        "form_answer",
        (
            ("subject_id", "uuid"),
            ("answer_id", "uuid"),
            ("publisher_id", "uuid"),
            ("received_at", "timestamptz"),
            ("line_id", "uuid"),
            ("interface_id", "uuid"),
            ("interface_version", "int4"),
            ("screen", "text"),
            ("element", "text"),
            ("status", "text"),
            ("assignee", "uuid"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "service_request": Table(
        "service_request",
        (
            ("subject_id", "uuid"),
            ("request_id", "uuid"),
            ("publisher_id", "uuid"),
            ("requested_at", "timestamptz"),
            ("line_id", "uuid"),
            ("solution_id", "uuid"),
            ("expires_at", "timestamptz"),
            ("opened_at", "timestamptz"),
        ),
        bulk=False,
    ),
    "message": Table(
        "message",
        (
            ("subject_id", "uuid"),
            ("message_id", "uuid"),
            ("publisher_id", "uuid"),
            ("queued_at", "timestamptz"),
            ("template", "text"),
            ("class", "text"),
            ("status", "text"),
            ("reason", "text"),
            ("attempts", "int4"),
            ("carrier_reference", "text"),
            ("updated_at", "timestamptz"),
            ("expires_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "campaign_message": Table(
        "campaign_message",
        (
            ("subject_id", "uuid"),
            ("campaign_id", "uuid"),
            ("publisher_id", "uuid"),
            ("queued_at", "timestamptz"),
            ("status", "text"),
            ("settled_at", "timestamptz"),
        ),
        bulk=False,
    ),
    "device": Table(
        "device",
        (
            ("subject_id", "uuid"),
            ("device_id", "uuid"),
            ("publisher_id", "uuid"),
            ("registered_at", "timestamptz"),
            ("seen_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "consent": Table(
        "consent",
        (
            ("subject_id", "uuid"),
            ("consent_id", "uuid"),
            ("publisher_id", "uuid"),
            ("purpose", "text"),
            ("scope", "text"),
            ("state", "text"),
            ("policy_version", "text"),
            ("changed_at", "timestamptz"),
            ("until", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "location": Table(
        "location",
        (
            ("subject_id", "uuid"),
            ("location_id", "uuid"),
            ("publisher_id", "uuid"),
            ("application", "text"),
            ("located_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "advertising_link": Table(
        "advertising_link",
        (
            ("subject_id", "uuid"),
            ("link_id", "uuid"),
            ("publisher_id", "uuid"),
            ("linked_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "rights_request": Table(
        "rights_request",
        (
            ("subject_id", "uuid"),
            ("request_id", "uuid"),
            ("publisher_id", "uuid"),
            ("kind", "text"),
            ("channel", "text"),
            ("state", "text"),
            ("locale", "text"),
            ("identity", "text"),
            ("received_at", "timestamptz"),
            ("due_at", "timestamptz"),
            ("stopped_at", "timestamptz"),
            ("stopped_days", "int4"),
            ("extended_at", "timestamptz"),
            ("closed_at", "timestamptz"),
            ("outcome", "text"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "rights_step": Table(
        "rights_step",
        (
            ("subject_id", "uuid"),
            ("step_id", "uuid"),
            ("publisher_id", "uuid"),
            ("request_id", "uuid"),
            ("at", "timestamptz"),
            ("kind", "text"),
            ("actor", "text"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "archive": Table(
        "archive",
        (
            ("subject_id", "uuid"),
            ("archive_id", "uuid"),
            ("publisher_id", "uuid"),
            ("kind", "text"),
            ("made_at", "timestamptz"),
            ("expires_at", "timestamptz"),
            ("fetched_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "limitation": Table(
        "limitation",
        (
            ("subject_id", "uuid"),
            ("limitation_id", "uuid"),
            ("publisher_id", "uuid"),
            ("kind", "text"),
            ("since", "timestamptz"),
            ("ended_at", "timestamptz"),
            ("reason", "text"),
        ),
        bulk=False,
    ),
    "directive": Table(
        "directive",
        (
            ("subject_id", "uuid"),
            ("directive_id", "uuid"),
            ("publisher_id", "uuid"),
            ("recorded_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "profile": Table(
        "profile",
        (
            ("subject_id", "uuid"),
            ("publisher_id", "uuid"),
            ("updated_at", "timestamptz"),
            ("sealed", "bytea"),
        ),
        bulk=False,
    ),
    "disclosure": Table(
        "disclosure",
        (
            ("subject_id", "uuid"),
            ("disclosure_id", "uuid"),
            ("publisher_id", "uuid"),
            ("recipient", "text"),
            ("purpose", "text"),
            ("categories", "text"),
            ("ground", "text"),
            ("region", "text"),
            ("disclosed_at", "timestamptz"),
        ),
        bulk=False,
    ),
    "recipient_notice": Table(
        "recipient_notice",
        (
            ("subject_id", "uuid"),
            ("notice_id", "uuid"),
            ("publisher_id", "uuid"),
            ("disclosure_id", "uuid"),
            ("request_id", "uuid"),
            ("recipient", "text"),
            ("kind", "text"),
            ("fields", "text"),
            ("queued_at", "timestamptz"),
            ("reply_by", "timestamptz"),
            ("state", "text"),
            ("attempts", "int4"),
            ("sent_at", "timestamptz"),
            ("confirmed_at", "timestamptz"),
            ("answer", "text"),
        ),
        bulk=False,
    ),
}
