"""How tests edit menus: a publisher with an editor signed in, and the forms of its pages."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import msgspec
from httpx import Response
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.menus.templates import template_document
from dialonce.publishers import NewPublisher, create_interface, create_publisher, read_interface
from dialonce.staff import Role
from dialonce.vault import SYSTEM
from tests.staff_of import PAGE, sign_in


class House(msgspec.Struct, frozen=True):
    """A publisher with an editor signed in."""

    client: AsyncTestClient
    running: Running
    publisher_id: UUID
    base: str

    async def open(self, document: bytes, name: str) -> str:
        """A new menu; the path of its editor."""
        async with self.running.parts.vault.session([self.publisher_id], SYSTEM) as session:
            made = await create_interface(session, document, name=name)
        return f"{self.base}/{made.interface_id}"

    async def get(self, path: str) -> str:
        answer = await self.client.get(path, headers=PAGE)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def post(self, path: str, page: str, **fields: str) -> Response:
        """Send a form of the page, with the tokens that it carries."""
        sent = {"_csrf_token": token_of(page), "revision": revision_of(page), **fields}
        return await self.client.post(path, data=sent, headers=PAGE, follow_redirects=False)

    async def draft(self, path: str) -> dict[str, object]:
        async with self.running.parts.vault.session([self.publisher_id], SYSTEM) as session:
            return json.loads((await read_interface(session, UUID(path.rsplit("/", 1)[1]))).draft)


def token_of(page: str) -> str:
    return re.findall(r'name="_csrf_token" value="([0-9a-f]+)"', page)[0]


def revision_of(page: str) -> str:
    return (re.findall(r'name="revision" value="([0-9]+)"', page) or ["1"])[0]


def place_of(answer: Response) -> dict[str, list[str]]:
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)


def telecom() -> bytes:
    return template_document("telecom", "fr")


def fields_of(form: str) -> dict[str, str]:
    """What a browser would send of a form that nobody touched."""
    found = {
        name: unescape(value) for name, value in re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form)
    }
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(body)
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', body) or re.findall(r'<option value="([^"]*)"', body)
        found[name] = unescape(chosen[0])
    return found


async def open_house(client: AsyncTestClient, running: Running) -> House:
    """A publisher called Atelier, with an editor signed in."""
    publisher = await create_publisher(running.parts.vault, NewPublisher(name="Atelier", slug="atelier"))
    app = client.app.state.parts
    while publisher.publisher_id not in app.vault.directory.publishers:
        async with running.directory_pool.connection() as conn:
            await app.vault.directory.refresh(conn, frozenset(("publisher",)))
    await sign_in(client, running, role=Role.EDITOR, publisher_id=publisher.publisher_id)
    return House(client, running, publisher.publisher_id, "/console/atelier/interfaces")
