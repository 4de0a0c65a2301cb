"""Who stands in the journal is told and chosen by name."""

import re
from uuid import uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.staff import Role, invite_staff
from dialonce.vault import SYSTEM
from tests.house_of import Furnished
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio


@pytest.mark.clause("2-l", "8-e")
async def test_people_and_solutions_are_named_and_chosen_by_name(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        other = await invite_staff(session, running.parts.staff, "Marie Silence", "ms@house.example", Role.ANALYST)
    own = await sign_in(client, running, role=Role.DPO, publisher_id=house.publisher_id)
    path = f"/console/{running.parts.vault.directory.publishers[house.publisher_id].slug}/privacy/journal"
    await client.get(path, headers=PAGE)
    page = (await client.get(path, headers=PAGE)).text
    assert f'<option value="staff:{own}">Jeanne Essai</option>' in page
    assert "The program, by itself" in page
    deeds = page.partition('<ol class="deeds">')[2]
    assert "Jeanne Essai" in deeds
    assert f"staff:{own}" not in deeds
    of_one = (await client.get(path, params={"actor": f"staff:{own}"}, headers=PAGE)).text
    assert f'<option value="staff:{own}" selected>' in of_one
    assert set(re.findall(r'<p class="small muted">([^·<]+?) ·', of_one.partition('<ol class="deeds">')[2])) == {
        "Jeanne Essai"
    }
    nobody = (await client.get(path, params={"actor": f"staff:{other.staff_id}"}, headers=PAGE)).text
    assert '<ol class="deeds">' not in nobody
    stranger = uuid4()
    unknown = (await client.get(path, params={"actor": f"staff:{stranger}"}, headers=PAGE)).text
    assert f"The operator’s staff, or an erased account ({stranger})" in unknown
