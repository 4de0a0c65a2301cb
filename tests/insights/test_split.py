"""A/B split by call: every link leads to one of two versions, in their shares, and the comparison tells them apart."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Invalid, NotFound
from dialonce.insights import Reading, Span, Table, compare_versions
from dialonce.insights.cube import CUBE
from dialonce.publishers import end_split, publish_interface, start_split
from dialonce.storage.directory import InterfaceEntry
from dialonce.vault import SYSTEM
from tests.house_of import furnish

MENU = UUID(int=5)
SPAN = Span(date(2026, 1, 5), date(2026, 2, 2))


def entry(rival: int | None, percent: int) -> InterfaceEntry:
    return InterfaceEntry(MENU, uuid4(), "Menu", "fr", "menu", 2, True, rival, percent)


def test_call_decides_in_the_share_that_is_wished() -> None:
    split = entry(1, 30)
    versions = [split.version_of(uuid4()) for _ in range(4_000)]
    assert set(versions) == {1, 2}
    assert versions.count(1) / len(versions) == pytest.approx(0.3, abs=0.04)


def test_same_request_gets_the_same_version() -> None:
    split, request = entry(1, 50), uuid4()
    assert len({split.version_of(request) for _ in range(9)}) == 1


def test_without_a_rival_everybody_gets_the_published_version() -> None:
    assert {entry(None, 0).version_of(uuid4()) for _ in range(99)} == {2}


async def test_split_is_known_everywhere_until_it_ends(running: Running) -> None:
    house = await furnish(running, name="Azur split", number="+33199004000")
    vault = running.parts.vault
    async with vault.session([house.publisher_id], SYSTEM) as session:
        with pytest.raises(NotFound):
            await start_split(session, house.interface_id, 9, 50)
        await publish_interface(session, house.interface_id, force=True)
        with pytest.raises(Invalid):
            await start_split(session, house.interface_id, 2, 50)
        await start_split(session, house.interface_id, 1, 50)
    await vault.directory.load(running.directory_pool)
    assert vault.directory.interfaces[house.interface_id].rival_version == 1
    async with vault.session([house.publisher_id], SYSTEM) as session:
        await end_split(session, house.interface_id)
    await vault.directory.load(running.directory_pool)
    assert vault.directory.interfaces[house.interface_id].rival_percent == 0


def reading(solved: tuple[int, int], voice: tuple[int, int]) -> Reading:
    cells = {}
    for version in (1, 2):
        cells[f"{MENU}:{version}", "solved"] = solved[version - 1]
        cells[f"{MENU}:{version}", "voice"] = voice[version - 1]
    tables = {"versions": Table(CUBE["versions"], cells, 28), "version_returns": Table(CUBE["version_returns"], {}, 4)}
    return Reading(SPAN, 10, tables)


def test_large_difference_is_told_and_a_small_one_is_not() -> None:
    clear = compare_versions(reading((6_000, 8_000), (4_000, 2_000)), MENU, 1, 2)
    assert [(one.name, one.verdict) for one in clear.measures] == [("solved", "better"), ("voice", "better")]
    faint = compare_versions(reading((600, 620), (400, 380)), MENU, 1, 2)
    assert {one.verdict for one in faint.measures} == {"even"}


def test_versions_that_too_few_saw_are_not_compared() -> None:
    found = compare_versions(reading((5, 600), (2, 400)), MENU, 1, 2)
    assert (found.opened, found.measures) == ((None, 1_000), ())
