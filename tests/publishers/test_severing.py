"""A severed clause permits nothing any more, what it forbids stays, and it can hold again."""

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Invalid
from dialonce.policy import load_policy
from dialonce.publishers import mend_clause, sever_clause, severed_clauses
from dialonce.vault import SYSTEM
from tests.vault.people import new_publisher

pytestmark = pytest.mark.anyio


@pytest.mark.clause("IN-c")
async def test_clause_is_severed_and_holds_again(running: Running) -> None:
    vault, base = running.parts.vault, load_policy()
    publisher = await new_publisher(running)
    async with vault.session([publisher], SYSTEM) as session:
        joined = await sever_clause(session, base, "8-e")
        assert joined.severed == {"8-e"}
        assert (await sever_clause(session, base, "6.2-b")).severed == {"8-e", "6.2-b"}
        assert await severed_clauses(session) == ("6.2-b", "8-e")
        assert (await mend_clause(session, base, "8-e")).severed == {"6.2-b"}
        assert (await mend_clause(session, base, "6.2-b")).severed == frozenset()
        assert await severed_clauses(session) == ()


async def test_clause_that_does_not_exist_is_not_severed(running: Running) -> None:
    publisher = await new_publisher(running)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Invalid, match="no such clause"):
            await sever_clause(session, load_policy(), "99-z")
        assert await severed_clauses(session) == ()
