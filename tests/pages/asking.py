"""How tests ask for pages."""

import asyncio
import re
from urllib.parse import urlsplit

from psycopg import AsyncConnection

from dialonce.channels import read_outbox
from dialonce.settings import Settings

PAGE = {"Accept": "text/html", "Accept-Language": "fr"}


def newest_link(settings: Settings) -> str:
    """The path of the link in the newest message; empty when there is none."""
    for entry in read_outbox(settings.outbox_path, 1):
        return urlsplit(re.findall(r"https?://\S+", entry.text)[0]).path
    return ""


async def next_link(settings: Settings, seen: str) -> str:
    """The link of the message that comes after the one `seen`."""
    for _ in range(200):
        if (found := newest_link(settings)) != seen:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("the message never came")


def token_in(page: str) -> str:
    """The token of the forms in a page."""
    return re.findall(r'name="_csrf_token" value="([0-9a-f]+)"', page)[0]


_ASIDE = {"subject": " WHERE NOT EXISTS (SELECT FROM personal.message m WHERE m.subject_id = t.subject_id)"}


async def count_rows(owner: AsyncConnection) -> dict[str, int]:
    """How many rows each table about callers holds; messages, and subjects that exist for a message alone, aside."""
    found = {}
    for table in ("subject", "notice", "interaction", "form_answer", "call_step", "service_request"):
        row = await (await owner.execute(f"SELECT count(*) FROM personal.{table} t{_ASIDE.get(table, '')}")).fetchone()
        found[table] = int(row[0]) if row else 0
    return found
