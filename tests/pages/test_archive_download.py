"""The archive that a signed-in person fetches is the file itself."""

import io
import re
import zipfile

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.subjects import Person, phone_identity, sign_in
from dialonce.web.caller import COOKIE
from tests.house_of import Furnished
from tests.pages.asking import PAGE
from tests.vault.people import call

pytestmark = pytest.mark.anyio
PATH = "/privacy/me/download"
NUMBER = "+33612345698"


@pytest.mark.clause("7-d")
async def test_archive_comes_once_compressed_and_holds_what_is_kept(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    await call(running.parts.vault, house.publisher_id, NUMBER, steps=3)
    session = await sign_in(running.parts.vault, Person((phone_identity(NUMBER),)))
    headers = {**PAGE, "Cookie": f"{COOKIE}={session}"}
    asked = await client.get(PATH, headers=headers)
    token = re.findall(r'name="_csrf_token" value="([^"]+)"', asked.text)[0]

    made = await client.post(PATH, data={"_csrf_token": token}, headers=headers, follow_redirects=False)
    waiting = await client.get(made.headers["location"], headers=headers)
    link = re.findall(rf'href="({PATH}/[^"]+)"', waiting.text)[0]
    answer = await client.get(link, headers={**headers, "Accept-Encoding": "gzip"})

    assert answer.headers["content-type"] == "application/zip"
    assert "content-encoding" not in answer.headers
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.read("data.json").count(b'"call-start"') == 3
