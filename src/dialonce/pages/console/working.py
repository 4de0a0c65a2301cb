"""What handlers of the console begin with: a session on the publisher whose pages these are, and readable numbers."""

from contextlib import AbstractAsyncContextManager
from typing import Any

from litestar import Request

from dialonce.errors import Invalid
from dialonce.i18n import Locale
from dialonce.numbers import find_number, format_for_people
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork


def work_session(request: Request[Any, Any, Any], at_work: AtWork) -> AbstractAsyncContextManager[Session]:
    """One session on the publisher of this page, in the name of who is at work."""
    return parts_of(request).vault.session([at_work.publisher_id], at_work.who)


def readable_number(number: str, locale: Locale) -> str:
    """A canonical number as people write it."""
    try:
        found = find_number(number)
    except Invalid:
        found = None
    return format_for_people(found, locale) if found else number
