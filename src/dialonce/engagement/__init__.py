"""Forms, surveys, campaigns, update notices, error reports."""

from dialonce.engagement.forms import FilledForm, submit_form
from dialonce.engagement.inbox import (
    ReceivedForm,
    State,
    Worker,
    forms_as_csv,
    forms_as_json,
    list_inbox,
    move_form,
    read_received,
)

__all__ = [
    "FilledForm",
    "ReceivedForm",
    "State",
    "Worker",
    "forms_as_csv",
    "forms_as_json",
    "list_inbox",
    "move_form",
    "read_received",
    "submit_form",
]
