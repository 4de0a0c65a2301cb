"""Tokens and credentials: what opens, what does not, and what is kept of them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.publishers import (
    authenticate_client,
    authenticate_token,
    create_credential,
    create_token,
    issue_access_token,
    list_credentials,
    list_tokens,
)
from dialonce.publishers.credentials import _nobodys
from dialonce.publishers.tokens import ACCESS_LIFE, ACCESS_PREFIX, Caller
from dialonce.storage.directory import CredentialEntry, Directory
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture
def directory(running: Running) -> Directory:
    return running.parts.vault.directory


@pytest.fixture
def credential(directory: Directory, house: Furnished) -> CredentialEntry:
    return directory.credentials_by_client[house.client_id]


def check(running: Running, token: str, *, key: bytes = KEY, after: timedelta = timedelta(0)) -> Caller | None:
    return authenticate_token(key, running.parts.vault.directory, token, running.parts.now + after)


async def test_access_token_speaks_for_its_solution(
    running: Running, house: Furnished, credential: CredentialEntry
) -> None:
    token = issue_access_token(KEY, credential, running.parts.now).token
    caller = check(running, token)
    assert caller is not None
    assert caller.solution is not None
    assert caller.publisher is not None
    assert (caller.solution.solution_id, caller.publisher.publisher_id) == (house.solution_id, house.publisher_id)


async def test_access_tokens_of_one_moment_differ(running: Running, credential: CredentialEntry) -> None:
    now = running.parts.now
    assert issue_access_token(KEY, credential, now).token != issue_access_token(KEY, credential, now).token


async def test_access_token_ends(running: Running, credential: CredentialEntry) -> None:
    token = issue_access_token(KEY, credential, running.parts.now).token
    assert check(running, token, after=ACCESS_LIFE - timedelta(minutes=1)) is not None
    assert check(running, token, after=ACCESS_LIFE + timedelta(seconds=1)) is None


async def test_access_token_of_another_key_is_nobodys(running: Running, credential: CredentialEntry) -> None:
    token = issue_access_token(OTHER_KEY, credential, running.parts.now).token
    assert check(running, token) is None
    assert check(running, token, key=OTHER_KEY) is not None


async def test_every_changed_bit_is_noticed(running: Running, credential: CredentialEntry) -> None:
    token = issue_access_token(KEY, credential, running.parts.now).token
    raw = bytearray(urlsafe_b64decode(token[len(ACCESS_PREFIX) :] + "=="))
    for bit in range(len(raw) * 8):
        raw[bit // 8] ^= 1 << bit % 8
        assert check(running, ACCESS_PREFIX + urlsafe_b64encode(raw).decode().rstrip("=")) is None, bit
        raw[bit // 8] ^= 1 << bit % 8


async def test_every_shortened_token_is_nobodys(running: Running, credential: CredentialEntry) -> None:
    token = issue_access_token(KEY, credential, running.parts.now).token
    assert [length for length in range(len(token)) if check(running, token[:length]) is not None] == []
    assert check(running, token + token) is None


@given(st.text(max_size=80))
async def test_any_text_is_nobodys(running: Running, house: Furnished, text: str) -> None:
    if text.isprintable():
        assert check(running, text) is None
        assert check(running, ACCESS_PREFIX + text) is None


async def test_lasting_token_ends_when_it_says(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        ends = session.now + timedelta(hours=1)
        token = await create_token(session, solution_id=house.solution_id, expires_at=ends)
    async with running.directory_pool.connection() as conn:
        await running.parts.vault.directory.refresh(conn, frozenset(("token",)))
    assert check(running, token) is not None
    assert check(running, token, after=timedelta(hours=1, seconds=1)) is None


async def test_neither_secrets_nor_tokens_are_kept(running: Running, house: Furnished, owner: AsyncConnection) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        pair = await create_credential(session, house.solution_id, client_secret="a-secret-of-2016")
        token = await create_token(session, solution_id=house.solution_id, token="a-token-of-2016-1234")
        shown = repr((await list_credentials(session), await list_tokens(session)))
    for table in ("core.credential", "core.token"):
        rows = await (await owner.execute(f"SELECT t::text FROM {table} t")).fetchall()
        shown += repr(rows)
    assert pair.client_id in shown
    for secret in (pair.client_secret, token, token.encode().hex(), house.token, house.client_secret):
        assert secret not in shown


async def test_only_the_right_pair_opens(directory: Directory, house: Furnished, credential: CredentialEntry) -> None:
    assert authenticate_client(directory, house.client_id, house.client_secret) == credential
    for client_id, secret in (
        (house.client_id, "wrong"),
        (house.client_id, ""),
        (house.client_id, house.client_secret + " "),
        (house.client_id.upper(), house.client_secret),
        ("nobody", "nobody"),
        ("", ""),
    ):
        assert authenticate_client(directory, client_id, secret) is None


async def test_longest_secret_is_not_a_prefix(running: Running, house: Furnished) -> None:
    secret = "s" * 256
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        pair = await create_credential(session, house.solution_id, client_secret=secret)
    async with running.directory_pool.connection() as conn:
        await running.parts.vault.directory.refresh(conn, frozenset(("credential",)))
    directory = running.parts.vault.directory
    assert authenticate_client(directory, pair.client_id, secret) is not None
    assert authenticate_client(directory, pair.client_id, secret + "s") is None


def test_unknown_client_costs_what_a_known_one_does() -> None:
    hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
    assert not hasher.check_needs_rehash(_nobodys())
