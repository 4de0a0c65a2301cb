"""Posted forms, accepted only from pages of ours.

A page's forms carry a token: a keyed hash of where the page lies and of the day. It needs no cookie, so forms work where
cookies are blocked or the page stands in a publisher's dialog, and a stranger who does not know a link cannot make one for it.
On public addresses anybody may fetch a token, but there is no one's authority to abuse; that another site does not post in
a visitor's name is seen from the headers that browsers add themselves (`Sec-Fetch-Site`, else `Origin`).
"""

import hmac
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from litestar import Request
from litestar.exceptions import ClientException

from dialonce.errors import Forbidden, Invalid
from dialonce.web.parts import parts_of

TOKEN_FIELD: Final = "_csrf_token"  # noqa: S105 - the field's name
LARGEST_FORM: Final = 256 * 1024
MOST_FIELDS: Final = 200
_VISITS: Final = ("l", "m")
_OURS: Final = ("same-origin", "none")


class ForeignFormError(Forbidden):
    """A form came from elsewhere, or from a page opened days ago. Nothing was stored."""

    code = "foreign-form"
    title = "This form is out of date"


def form_token(request: Request[Any, Any, Any], path: str) -> str:
    """The token for forms on the page at `path`; good today and tomorrow, for all pages of the same visit."""
    parts = parts_of(request)
    return _token(parts.session_key.secret, form_scope(path), parts.now.date())


def form_scope(path: str) -> str:
    """The pages that share a token: those of one link or public menu, and all others."""
    segments = urlsplit(path).path.split("/", 3)
    return "/".join(segments[:3]) if len(segments) > 2 and segments[1] in _VISITS else "/"


async def read_form(request: Request[Any, Any, Any], *, page: str | None = None) -> dict[str, str]:
    """The posted fields; of a field sent twice the last. `page`: where the form stood, if not below the same address.

    Raises `Invalid` for what is no form, `ForeignFormError` for one that no page of ours made.
    """
    form = await decode_form(request)
    refuse_foreign(request)
    _check_token(request, form.get(TOKEN_FIELD, ""), page if page is not None else request.url.path)
    return form


async def read_page_form(request: Request[Any, Any, Any], field: str) -> dict[str, str]:
    """As `read_form`, for a form that says in `field` on which page of ours it stood."""
    form = await decode_form(request)
    return await read_form(request, page=form.get(field, "/"))


def refuse_foreign(request: Request[Any, Any, Any]) -> None:
    """Raise `ForeignFormError` when the browser says that another site sent this."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", "null")
    same_host = origin == "null" or urlsplit(origin).netloc == request.headers.get("host", "")
    if not (same_host if site is None else site in _OURS):
        raise ForeignFormError("This form was sent from another site. Open the page again and send it from there.")


def _check_token(request: Request[Any, Any, Any], token: str, path: str) -> None:
    parts = parts_of(request)
    scope, today = form_scope(path), parts.now.date()
    accepted = [_token(parts.session_key.secret, scope, day) for day in (today, today - timedelta(days=1))]
    if not any(hmac.compare_digest(token.encode(), one.encode()) for one in accepted):
        raise ForeignFormError("This form is from another day or another page. Open the page again and send it anew.")


def _token(key: bytes, scope: str, day: date) -> str:
    return hmac.new(key, f"form|{scope}|{day.isoformat()}".encode(), sha256).hexdigest()[:32]


async def decode_form(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The posted fields, from whoever sent them; of a field sent twice the last. Raises `Invalid`."""
    body = await request.body()
    if len(body) > LARGEST_FORM:
        raise ClientException("The form is too large.", status_code=413)
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise Invalid("A form is sent as application/x-www-form-urlencoded.")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))
    except ValueError as wrong:
        raise Invalid(
            f"The form cannot be read; it has broken characters or more than {MOST_FIELDS} fields."
        ) from wrong
