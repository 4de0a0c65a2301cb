"""Binary arrays arrive as what they were made of."""

from collections.abc import Callable, Iterable
from datetime import UTC
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import AsyncConnection

from dialonce.storage.arrays import ARRAYS, BinaryArray, byteas, int4s, int8s, texts, times, uuids

pytestmark = pytest.mark.anyio

Make = Callable[[Iterable[object]], BinaryArray]
moments = st.datetimes(timezones=st.just(UTC))
values = st.one_of(
    st.tuples(st.just(uuids), st.just("uuid"), st.lists(st.none() | st.uuids())),
    # Columns of one object throughout, as publisher and line often are, or nearly so.
    st.tuples(st.just(uuids), st.just("uuid"), st.lists(st.sampled_from((UUID(int=1),) * 5 + (UUID(int=1), None)))),
    st.tuples(st.just(times), st.just("timestamptz"), st.lists(st.none() | moments)),
    st.tuples(
        st.just(texts),
        st.just("text"),
        st.lists(st.none() | st.text(st.characters(exclude_characters="\0", codec="utf-8"))),
    ),
    st.tuples(st.just(byteas), st.just("bytea"), st.lists(st.none() | st.binary())),
    st.tuples(st.just(int4s), st.just("int4"), st.lists(st.none() | st.integers(-(2**31), 2**31 - 1))),
    st.tuples(st.just(int8s), st.just("int8"), st.lists(st.none() | st.integers(-(2**63), 2**63 - 1))),
)


@given(case=values)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_array_arrives_as_it_was(owner: AsyncConnection, case: tuple[Make, str, list[object]]) -> None:
    make, type_, given_values = case
    row = await (await owner.execute(f"SELECT %s::{type_}[]", (make(given_values),))).fetchone()
    assert row == (given_values,)


def test_every_type_of_personal_tables_has_its_array() -> None:
    from dialonce.storage.personal.batch import BATCH_TABLES
    from dialonce.storage.personal.tables import TABLES

    assert {type_ for table in BATCH_TABLES for type_ in TABLES[table].column_types} <= ARRAYS.keys()
