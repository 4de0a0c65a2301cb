"""Lines at the console."""

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.staff import Role
from tests.house_of import Furnished
from tests.staff_of import PAGE, form_token, sign_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def base(client: AsyncTestClient, running: Running, house: Furnished) -> str:
    """The address of the publisher's lines, an administrator being signed in."""
    await sign_in(client, running, role=Role.PUBLISHER_ADMIN, publisher_id=house.publisher_id)
    return f"/console/{running.parts.vault.directory.publishers[house.publisher_id].slug}/lines"


async def send(client: AsyncTestClient, path: str, **fields: str) -> tuple[int, str]:
    """Post a form of the console; the status and the page."""
    form = {"_csrf_token": await form_token(client), **fields}
    answer = await client.post(path, data=form, headers=PAGE, follow_redirects=False)
    return answer.status_code, answer.text


async def found(client: AsyncTestClient, base: str, text: str) -> str:
    return (await client.get(base, params={"q": text}, headers=PAGE)).text


async def test_line_is_registered_and_found_however_it_is_written(client: AsyncTestClient, base: str) -> None:
    status, _ = await send(client, base, number="01 99 00 70 01", label="Caisse des Dépôts")
    assert status == 303
    for text in ("caisse", "DÉPÔTS", "01 99 00 70 01", "+33199007001", "7001"):
        assert "Caisse des Dépôts" in await found(client, base, text), text
    assert "Caisse des Dépôts" not in await found(client, base, "elsewhere")
    assert "No line matches" in await found(client, base, "%")


@pytest.mark.clause("3.1-e")
@pytest.mark.parametrize(("number", "said"), [("15", "Emergency numbers never are"), ("no number", "not a number")])
async def test_what_cannot_be_registered_is_said_at_the_field(
    client: AsyncTestClient, base: str, number: str, said: str
) -> None:
    status, page = await send(client, base, number=number, label="Kept as typed")
    assert status == 400
    assert said in page
    assert "Kept as typed" in page


async def test_taken_number_is_said_to_be(client: AsyncTestClient, base: str, house: Furnished) -> None:
    status, page = await send(client, base, number=house.number)
    assert (status, "registered already" in page) == (400, True)


async def test_line_goes_out_of_service_and_becomes_sensitive(
    client: AsyncTestClient, base: str, house: Furnished
) -> None:
    path = f"{base}/{house.line_id}"
    fields = {"label": "Santé", "opening_hours": "Mo-Fr 09:00-18:00", "interface_id": str(house.interface_id)}
    assert (await send(client, path, **fields, sensitivity="special", enabled="no"))[0] == 303
    page = (await client.get(path, headers=PAGE)).text
    for said in ("Mo-Fr 09:00-18:00", "Mon–Fri 9:00", 'value="special" checked', 'value="no" checked'):
        assert said in page
    assert (await send(client, path, **fields, sensitivity="ordinary", enabled="yes"))[0] == 303


async def test_foreign_menu_is_unknown(client: AsyncTestClient, base: str, house: Furnished) -> None:
    for menu in ("nonsense", "00000000-0000-0000-0000-000000000001"):
        assert (await send(client, f"{base}/{house.line_id}", interface_id=menu))[0] == 404


async def test_import_is_looked_at_first_and_done_then(client: AsyncTestClient, base: str) -> None:
    rows = "number,label\n+33199007101,One\nnonsense,Two\n+33199007101,Again\n"
    status, page = await send(client, f"{base}/import", list=rows, do="check")
    assert status == 200
    assert "New lines: 1 · brought up to date: 0 · refused: 2" in page
    assert "The same number as row 2." in page
    assert "No line matches" in await found(client, base, "7101")
    status, page = await send(client, f"{base}/import", list=rows, do="import")
    assert "Lines registered: 1" in page
    assert "One" in await found(client, base, "7101")


async def test_import_says_in_french_what_is_wrong_with_each_row(client: AsyncTestClient, base: str) -> None:
    rows = "number,label,opening_hours,enabled,interface_id,sensitivity\n" + "\n".join(
        (
            "15,,,,,",
            f"+33199007301,{'x' * 121},,,,",
            "+33199007302,,jamais,,,",
            "+33199007303,,,peut-être,,",
            "+33199007304,,,,nonsense,",
            "+33199007305,,,,,secret",
            "+33199007306,,,,,,surplus",
            "+33199007307,Bonne,lu-ve 8h-20h,oui,,",
        )
    )
    form = {"_csrf_token": await form_token(client), "do": "check", "list": rows}
    page = (await client.post(f"{base}/import", data=form, headers=PAGE | {"Accept-Language": "fr"})).text
    told = (
        "numéro d’urgence",
        "120 caractères",
        "lu-ve 8h-20h",
        "oui ou non",
        "aucun de vos menus",
        "ordinary ou special",
    )
    for said in (*told, "Plus de cases que de colonnes", "Lignes nouvelles : 1"):
        assert said in page.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " "), said


async def test_hours_are_read_as_people_write_them(client: AsyncTestClient, base: str, house: Furnished) -> None:
    path = f"{base}/{house.line_id}"
    status, page = await send(client, path, opening_hours="whenever")
    assert (status, "These hours cannot be read" in page, 'value="whenever"' in page) == (400, True, True)
    assert (await send(client, path, opening_hours="lundi-vendredi 8h-20h ; sa 9h-13h ; jf fermé"))[0] == 303
    assert 'value="Mo-Fr 08:00-20:00; Sa 09:00-13:00; PH off"' in (await client.get(path, headers=PAGE)).text
    assert "public holidays closed" in await found(client, base, house.number)
    assert (await send(client, path, opening_hours=""))[0] == 303


async def test_import_takes_a_file(client: AsyncTestClient, base: str) -> None:
    form = {"_csrf_token": await form_token(client), "do": "check", "list": ""}
    files = {"file": ("lines.csv", "number;label\n+33199007201;Ligne été\n".encode(), "text/csv")}
    answer = await client.post(f"{base}/import", data=form, files=files, headers=PAGE)
    assert "New lines: 1" in answer.text
    assert "Ligne été" in answer.text


async def test_import_says_what_is_wrong_with_the_header(client: AsyncTestClient, base: str) -> None:
    status, page = await send(client, f"{base}/import", list="numero\n1\n", do="check")
    assert status == 400
    assert "must name the columns: number" in page


async def test_pages_of_lines_lead_on(client: AsyncTestClient, base: str) -> None:
    rows = "number,label\n" + "".join(f"+331990080{place:02d},Page line\n" for place in range(60))
    await send(client, f"{base}/import", list=rows, do="import")
    first = (await client.get(base, params={"q": "page line"}, headers=PAGE)).text
    second = (await client.get(base, params={"q": "page line", "page": "2"}, headers=PAGE)).text
    assert "1 to 50 of 60" in first
    assert "51 to 60 of 60" in second
    assert "page=2" in first
    assert (await client.get(base, params={"page": "nonsense"}, headers=PAGE)).status_code == 200
