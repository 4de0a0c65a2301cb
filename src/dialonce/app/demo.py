"""The demo: a telecom operator with lines, menus and ten weeks of past calls, all made up."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar
from uuid import UUID

import msgspec

from dialonce.app.demo_calls import PastVisit, past_calls
from dialonce.app.demo_forms import let_forms_come_in
from dialonce.app.demo_rights import ask_demo_requests
from dialonce.app.demo_staff import hire_demo_staff
from dialonce.app.parts import Running
from dialonce.calls import CallStep, record
from dialonce.insights import count_ended_calls, ensure_attested, release_due
from dialonce.menus import demo_interface
from dialonce.publishers import (
    NewLine,
    NewPublisher,
    NewSolution,
    add_version,
    create_credential,
    create_interface,
    create_operator_token,
    create_publisher,
    create_solution,
    create_token,
    link_translation,
    publish_interface,
    read_interface,
    register_line,
)
from dialonce.vault import SYSTEM, Session, ensure_months

NOTICE_SINCE = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 70
"""Eight whole weeks and what the first and the last lack of one: so that four weeks have four before to be compared with."""
BATCH = 1_000
DEMO_TRIALS = 500
FRENCH_LINES = (("3654", "Service client"), ("+33199001000", "Assistance box"), ("+33199001001", "Service commercial"))
DESKS = (
    ("+33199001010", "Facturation", "Mo-Fr 08:00-19:00; Sa 09:00-13:00; PH off"),
    ("+33199001020", "Assistance technique", "Mo-Sa 08:00-20:00; PH off"),
    ("+33199001030", "Conseil et vente", "Mo-Sa 09:00-19:00; PH off"),
    ("+33199001040", "Suspension de ligne", "24/7"),
    ("+33199002020", "Technical support", "Mo-Sa 08:00-20:00; PH off"),
)
ENGLISH_LINE = ("+33199002000", "English-speaking customers")

T = TypeVar("T")
Progress = Callable[[int, int], None]


class DemoCard(msgspec.Struct, frozen=True):
    """What the printed card tells: everything needed to try the demo. Kept in a file that only its owner reads."""

    publisher_id: UUID
    slug_fr: str
    slug_en: str
    tag_solution: UUID
    client_id: str
    client_secret: str
    token: str
    api_token: str
    operator_token: str
    staff_password: str = ""


def read_card(path: Path) -> DemoCard | None:
    """The card of an earlier run, or None."""
    return msgspec.json.decode(path.read_bytes(), type=DemoCard) if path.exists() else None


async def furnish_demo(running: Running, card_path: Path, progress: Progress) -> DemoCard:
    """Open the demo publisher with everything, and let ten weeks of calls have happened."""
    parts = running.parts
    publisher = await create_publisher(parts.vault, NewPublisher(name="Télécom Azur", slug="azur", sector="telecom"))
    async with parts.vault.session([publisher.publisher_id], SYSTEM) as session:
        french = await create_interface(session, demo_interface("fr"), slug="azur")
        english = await create_interface(session, demo_interface("en"), slug="azur-en")
        await link_translation(session, english.interface_id, french.interface_id)
        for interface in (french, english):
            await _publish_twice(session, interface.interface_id)
        for number, label in FRENCH_LINES:
            await register_line(session, NewLine(number, "FR", label, interface_id=french.interface_id))
        for number, label, hours in DESKS:
            await register_line(session, NewLine(number, "FR", label, opening_hours=hours))
        await register_line(
            session, NewLine(*ENGLISH_LINE[:1], "FR", ENGLISH_LINE[1], interface_id=english.interface_id)
        )
        ivr = await create_solution(session, NewSolution("IVR", "ivr", notice_channel="ivr", notice_since=NOTICE_SINCE))
        await create_solution(session, NewSolution("App", "sdk", notice_channel="app", notice_since=NOTICE_SINCE))
        tag = await create_solution(session, NewSolution("Website", "tag", allowed_origins=[parts.public_url]))
        credential = await create_credential(session, ivr.solution_id)
        token = await create_token(session, solution_id=ivr.solution_id, name="demo")
        api_token = await create_token(session, name="demo")
    operator = await create_operator_token(running.directory_pool, "demo", parts.now)
    card = DemoCard(
        publisher.publisher_id,
        french.slug,
        english.slug,
        tag.solution_id,
        credential.client_id,
        credential.client_secret,
        token,
        api_token,
        operator,
        await hire_demo_staff(running, publisher.publisher_id),
    )
    await _refresh(running)
    await _let_calls_happen(running, publisher.publisher_id, ivr.solution_id, progress)
    await let_forms_come_in(parts.vault, publisher.publisher_id, french.interface_id)
    await _publish_statistics(running, publisher.publisher_id)
    await ask_demo_requests(running, publisher.publisher_id)
    _write(card_path, card)
    return card


async def _refresh(running: Running) -> None:
    """What was just made must be in this process's memory before calls can refer to it."""
    await running.parts.vault.directory.load(running.directory_pool)


async def _let_calls_happen(running: Running, publisher_id: UUID, solution_id: UUID, progress: Progress) -> None:
    vault = running.parts.vault
    calls = past_calls(vault, publisher_id, solution_id, Random(20160629), days=DAYS)  # noqa: S311 - a made-up past
    async with vault.session([publisher_id], SYSTEM) as session:
        await ensure_months(session, [vault.clock() - timedelta(days=days) for days in range(DAYS + 2)])
    done = 0
    for batch in _batches(calls.happened):
        visits = [one for one in batch if isinstance(one, PastVisit)]
        async with vault.session([publisher_id], SYSTEM) as session:
            interactions = await calls.interactions(session, visits)
        await record(vault, SYSTEM, [*(one for one in batch if isinstance(one, CallStep)), *interactions])
        last = batch[-1]
        await count_ended_calls(
            vault, running.parts.documents.read, last.at if isinstance(last, PastVisit) else last.occurred_at
        )
        done += len(batch)
        progress(done, calls.total)


async def _publish_statistics(running: Running, publisher_id: UUID) -> None:
    """Ten weeks of figures, as every night would have released them: attacked first, with noise, out of the budget."""
    insights = running.parts.insights
    await count_ended_calls(running.parts.vault, insights.read_menu)
    await ensure_attested(insights, trials=DEMO_TRIALS)
    await release_due(insights, publisher_id)


async def _publish_twice(session: Session, interface_id: UUID) -> None:
    """The menu as it was, then with what is asked most at the top: two versions to compare."""
    draft = await read_interface(session, interface_id)
    before = msgspec.json.decode(draft.draft)
    first = before["views"]["outgoing-call"][0]["elements"]
    moved = next(place for place, element in enumerate(first) if element.get("data", {}).get("label"))
    first.append(first.pop(moved))
    await add_version(session, interface_id, msgspec.json.encode(before).decode(), "")
    await publish_interface(session, interface_id)


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _write(path: Path, card: DemoCard) -> None:
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.encode(card))
