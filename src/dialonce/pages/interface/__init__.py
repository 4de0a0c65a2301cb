"""The caller's page: one screen of a visual menu, phone first, complete without script."""

from dialonce.pages.interface.forms import NAME_PREFIX, NOTICE_FIELD, Sent, check_form
from dialonce.pages.interface.links import (
    Verb,
    back_path,
    element_path,
    extend_trail,
    notice_path,
    read_trail,
    screen_path,
    sheet_path,
)
from dialonce.pages.interface.numbers import number_for_readers
from dialonce.pages.interface.render import picture_hosts, render_call, render_screen
from dialonce.pages.interface.sheet import Sheet, screen_sheet
from dialonce.pages.interface.view import CallPage, Collected, FormState, MenuPage, Notice

__all__ = [
    "NAME_PREFIX",
    "NOTICE_FIELD",
    "CallPage",
    "Collected",
    "FormState",
    "MenuPage",
    "Notice",
    "Sent",
    "Sheet",
    "Verb",
    "back_path",
    "check_form",
    "element_path",
    "extend_trail",
    "notice_path",
    "number_for_readers",
    "picture_hosts",
    "read_trail",
    "render_call",
    "render_screen",
    "screen_path",
    "screen_sheet",
    "sheet_path",
]
