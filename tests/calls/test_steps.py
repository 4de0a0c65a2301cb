"""Call steps and interactions: counted always, kept where the policy permits, sealed."""

from typing import Any
from uuid import uuid4

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.calls import (
    HISTORY_CATEGORIES,
    CallStep,
    find_line,
    line_facts,
    new_interaction,
    open_address,
    open_link,
    read_histories,
)
from dialonce.errors import NotFound
from dialonce.policy import Action, Actor, Use
from dialonce.vault import SYSTEM, blind_index
from dialonce.vault.session import OPT_OUT_KIND
from tests.api.traces import every_row, places
from tests.calls.calling import Desk, say_yes
from tests.calls.test_delivery import deliver
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

CALLER = "+33655000001"


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture(scope="module")
async def quiet_house(running: Running) -> Furnished:
    return await furnish(running, name="Sans annonce", number="+33199001002", noticed=False)


async def record(running: Running, house: Furnished, kind: str, caller: str | None, **more: Any) -> CallStep:
    directory = running.parts.vault.directory
    step = CallStep(
        step_id=uuid4(),
        occurred_at=running.parts.now,
        solution=directory.solutions[house.solution_id],
        line=directory.lines_by_id[house.line_id],
        step=kind,
        caller=caller,
        **more,
    )
    await running.parts.recorder.submit(step)
    return step


async def kept(owner: AsyncConnection, step: CallStep) -> list[tuple[Any, ...]]:
    query = "SELECT subject_id, sealed FROM personal.call_step WHERE step_id = %s"
    return await (await owner.execute(query, (step.step_id,))).fetchall()


async def counted(owner: AsyncConnection, house: Furnished) -> int:
    tables = await owner.execute(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'insights' AND column_name = 'publisher_id'"
    )
    total = 0
    for (table,) in await tables.fetchall():
        row = await (
            await owner.execute(f"SELECT count(*) FROM insights.{table} WHERE publisher_id = %s", (house.publisher_id,))
        ).fetchone()
        total += row[0] if row else 0
    return total


async def test_step_of_a_noticed_caller_is_kept_sealed(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    step = await record(running, house, "call-start", CALLER, culture="fr", details={"sda": "0199001000"})
    ((_, sealed),) = await kept(owner, step)
    assert sealed is not None
    assert b"0199001000" not in sealed
    assert places(await every_row(owner), CALLER) == []


@pytest.mark.clause("0-c")
async def test_step_without_notice_is_only_counted(
    running: Running, quiet_house: Furnished, owner: AsyncConnection
) -> None:
    step = await record(running, quiet_house, "call-start", CALLER)
    assert await kept(owner, step) == []
    assert await counted(owner, quiet_house) > 0
    row = await (
        await owner.execute(
            "SELECT count(*) FROM personal.subject WHERE publisher_id = %s", (quiet_house.publisher_id,)
        )
    ).fetchone()
    assert row == (0,)


async def test_step_without_a_caller_is_only_counted(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    assert await kept(owner, await record(running, house, "call-start", None)) == []


@pytest.mark.clause("4.2-b5")
async def test_step_of_who_opted_out_is_only_counted(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    vault = running.parts.vault
    caller = "+33655000009"
    keys = await vault.keyring.publisher(house.publisher_id, vault.clock())
    vault.opt_outs.add((house.publisher_id, blind_index(keys.index, OPT_OUT_KIND, caller)))
    assert await kept(owner, await record(running, house, "call-start", caller)) == []
    other = await record(running, house, "call-start", "+33655000010")
    assert len(await kept(owner, other)) == 1


async def test_steps_and_screens_of_a_call_are_one_history(running: Running, house: Furnished) -> None:
    caller = "+33655000002"
    vault = running.parts.vault
    await record(running, house, "call-start", caller, culture="fr")
    await record(running, house, "answer-get-sms", caller)
    ref = await say_yes(running, house, caller)
    desk = Desk()
    await deliver(running, ref, desk)
    visit = await open_link(vault, desk.taken[0].text.body.rpartition("/l/")[2].split()[0])
    for kind, element in (("screen", ""), ("button", "b1")):
        await running.parts.recorder.submit(new_interaction(vault, visit, kind, "1", element))
    await record(running, house, "call-end", caller)
    async with vault.session([house.publisher_id], SYSTEM) as session:
        use = Use(house.publisher_id, Actor.PUBLISHER, Action.READ, "subject-rights", HISTORY_CATEGORIES, "subject")
        line = vault.directory.lines_by_id[house.line_id]
        version = session.policy_of(house.publisher_id).version
        facts = msgspec.structs.replace(
            line_facts(line, version, "ivr"), action_by_user=True, identity_checked=True, request="request-1"
        )
        permit = session.require(use, facts, subject=ref.subject_id)
        (history,) = await read_histories(session, permit, ref.subject_id)
    assert [moment.kind for moment in history.moments] == [
        "call-start", "answer-get-sms", "screen", "button", "call-end",
    ]  # fmt: skip
    assert history.moments[0].details == {"culture": "fr"}
    assert history.seconds is not None
    assert 0 <= history.seconds < 60


async def test_visit_without_a_subject_is_only_counted(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    visit = open_address(running.parts.vault, house.slug)
    interaction = new_interaction(running.parts.vault, visit, "screen", "1")
    await running.parts.recorder.submit(interaction)
    query = "SELECT count(*) FROM personal.interaction WHERE interaction_id = %s"
    assert await (await owner.execute(query, (interaction.interaction_id,))).fetchone() == (0,)


@pytest.mark.parametrize("slug", ["", "nowhere", "é", "a" * 500, "../x"])
async def test_unknown_address_leads_nowhere(running: Running, house: Furnished, slug: str) -> None:
    with pytest.raises(NotFound):
        open_address(running.parts.vault, slug)


@pytest.mark.parametrize(
    "written", ["+33199001000", "0199001000", "01 99 00 10 00", "0033199001000", "tel:+33199001000"]
)
async def test_line_is_found_however_it_is_written(running: Running, house: Furnished, written: str) -> None:
    publisher = running.parts.vault.directory.publishers[house.publisher_id]
    line = find_line(running.parts.vault, publisher, written)
    assert line is not None
    assert line.line_id == house.line_id


async def test_national_numbers_are_of_the_publishers_country(running: Running, house: Furnished) -> None:
    vault = running.parts.vault
    publisher = vault.directory.publishers[house.publisher_id]
    abroad = msgspec.structs.replace(publisher, country="BE")
    assert find_line(vault, abroad, "0199001000") is None
    assert find_line(vault, abroad, "+33199001000") is not None
