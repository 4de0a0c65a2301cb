"""Personal tables: their columns in the order in which rows are written, with PostgreSQL's type names."""

from collections.abc import Mapping

import msgspec


class Table(msgspec.Struct, frozen=True):
    """One table of schema `personal`. `bulk`: rows come by COPY, otherwise by one `unnest` statement."""

    name: str
    columns: tuple[tuple[str, str], ...]
    bulk: bool

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    @property
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
}
