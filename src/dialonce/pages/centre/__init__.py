"""The privacy centre as people see it."""

from dialonce.pages.centre.choices import QuestionView, Scopes, ask
from dialonce.pages.centre.frame import HOME, CentreFrame, Row, outbox_note, render_centre, sub_frame
from dialonce.pages.centre.held import HeldAt, Teller, tell_held
from dialonce.pages.centre.history import CallView, HistoryView, tell_call
from dialonce.pages.centre.looks import LooksAt, tell_looks, tell_receivers
from dialonce.pages.centre.sign_in import Tried, render_code, render_sign_in

__all__ = [
    "HOME",
    "CallView",
    "CentreFrame",
    "HeldAt",
    "HistoryView",
    "LooksAt",
    "QuestionView",
    "Row",
    "Scopes",
    "Teller",
    "Tried",
    "ask",
    "outbox_note",
    "render_centre",
    "render_code",
    "render_sign_in",
    "sub_frame",
    "tell_call",
    "tell_held",
    "tell_looks",
    "tell_receivers",
]
