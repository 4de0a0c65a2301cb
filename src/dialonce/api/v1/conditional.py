"""Entity tags (RFC 9110, 8.8.3 and 13): the revision of a draft, so that nobody overwrites what they have not read."""

import re

from litestar.exceptions import HTTPException

_TAG = re.compile(r'"(\d{1,9})"', re.ASCII)


class PreconditionFailed(HTTPException):
    """412: the draft is not of the revision that `If-Match` names."""

    status_code = 412


class PreconditionRequired(HTTPException):
    """428 (RFC 6585): the change needs an `If-Match`."""

    status_code = 428


def entity_tag(revision: int) -> str:
    """The tag of a revision."""
    return f'"{revision}"'


def read_revision(if_match: str | None) -> int:
    """The revision that `If-Match` names. Raises 428 without the header, and 412 for a tag that was never ours."""
    if if_match is None:
        raise PreconditionRequired("Name the revision that you have read: `If-Match`, with the draft's `ETag`.")
    tag = _TAG.fullmatch(if_match.strip())
    if tag is None:
        raise PreconditionFailed("`If-Match` must be the `ETag` of the draft as you read it.")
    return int(tag[1])
