"""What is known of one personal table."""

from functools import cached_property

import msgspec


class Table(msgspec.Struct, frozen=True, dict=True):
    """One table of schema `personal`. `bulk`: rows come by COPY, otherwise by one `unnest` statement."""

    name: str
    columns: tuple[tuple[str, str], ...]
    bulk: bool

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    @cached_property
    def column_types(self) -> tuple[str, ...]:
        return tuple(type_ for _, type_ in self.columns)
