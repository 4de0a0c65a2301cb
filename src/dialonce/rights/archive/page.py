"""The page to read: one HTML file without script, address or picture from elsewhere, that opens on any phone, offline."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from types import NoneType
from typing import Final
from uuid import UUID

from dialonce.i18n import Locale, format_clock, format_date, format_list, format_number, translate
from dialonce.rights.archive.document import ArchiveDocument, DatasetPart, field_title
from dialonce.rights.archive.tables import columns_of, written
from dialonce.rights.clock import PARIS

SHOWN_AT_ONCE: Final = 12
NAMED: Final = frozenset(("line_id", "solution_id", "policy_version"))
"""Ids that the page shows by name."""
_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1b1b1f;--soft:#55555f;--line:#d9d9e0;--ground:#fff;--band:#f4f4f7}
@media (prefers-color-scheme:dark){:root{--ink:#ececf1;--soft:#b4b4c0;--line:#3a3a44;--ground:#141418;--band:#1e1e24}}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{line-height:1.2;font-size:1.7rem}h2{margin:2.5rem 0 .25rem;font-size:1.25rem}
p{margin:.5rem 0}.soft{color:var(--soft)}a{color:inherit}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:start;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
td{overflow-wrap:anywhere;min-width:6rem}th{background:var(--band)}tr:last-child td{border-bottom:0}
summary{cursor:pointer;padding:.5rem 0}nav li{margin:.2rem 0}
"""


def page_of(document: ArchiveDocument) -> str:
    """The whole page."""
    return "\n".join(_Page(document).lines())


class _Page:
    def __init__(self, document: ArchiveDocument) -> None:
        self._document = document
        self._locale: Locale = "en" if document.locale == "en" else "fr"

    def _t(self, key: str, **params: str | int) -> str:
        return escape(translate(self._locale, key, **params))

    def lines(self) -> Iterator[str]:
        document = self._document
        title = escape(translate(self._locale, f"rights.page_title_{document.kind}"))
        yield f'<!doctype html><html lang="{self._locale}"><head><meta charset="utf-8"><title>{title}</title>'
        yield '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        yield f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        yield f"<p>{self._t('rights.page_made', when=self._moment(document.made_at), by=document.controller)}</p>"
        yield f'<p class="soft">{self._t("rights.page_reference", reference=document.reference)}</p>'
        yield from self._contents()
        yield from self._rights()
        yield from self._recipients()
        for part in document.datasets:
            if part.rows:
                yield from self._dataset(part)
        yield from self._empty([part for part in document.datasets if not part.rows])
        yield "</main></body></html>"

    def _contents(self) -> Iterator[str]:
        yield f'<nav aria-label="{self._t("rights.page_contents")}"><ul>'
        for part in self._document.datasets:
            if part.rows:
                count = self._t("rights.page_rows", count=len(part.rows))
                yield f'<li><a href="#{escape(part.name)}">{escape(part.title)}</a> <span class="soft">{count}</span></li>'
        yield "</ul></nav>"

    def _rights(self) -> Iterator[str]:
        document = self._document
        yield f"<h2>{self._t('rights.page_your_rights')}</h2><ul>"
        yield from (f"<li>{escape(one)}</li>" for one in document.your_rights)
        yield f"</ul><p>{escape(document.automated_decisions)}</p>"
        if document.privacy_email:
            contact = self._t("rights.page_contact", email=document.privacy_email, dpo=document.dpo)
            yield f"<p>{contact}</p>"

    def _recipients(self) -> Iterator[str]:
        yield f"<h2>{self._t('rights.page_recipients')}</h2>"
        if not self._document.recipients:
            yield f"<p>{self._t('rights.page_no_recipient')}</p>"
            return
        heads = ("name", "purposes", "categories", "country", "last")
        yield self._table_head([escape(translate(self._locale, f"rights.page_recipient_{head}")) for head in heads])
        for one in self._document.recipients:
            purposes, categories = (format_list(self._locale, list(names)) for names in (one.purposes, one.categories))
            yield self._row((one.name, purposes, categories, one.country, self._moment(one.last_at)))
        yield "</tbody></table></div>"

    def _empty(self, parts: list[DatasetPart]) -> Iterator[str]:
        """Where nothing is held, and what is held elsewhere, in one list."""
        yield f"<h2>{self._t('rights.page_elsewhere')}</h2><ul>"
        for part in parts:
            words = escape(part.elsewhere) or self._t("rights.page_nothing")
            yield f'<li id="{escape(part.name)}"><strong>{escape(part.title)}</strong> – {words}</li>'
        yield "</ul>"

    def _dataset(self, part: DatasetPart) -> Iterator[str]:
        yield f'<h2 id="{escape(part.name)}">{escape(part.title)}</h2><p class="soft">{escape(part.source)}</p>'
        for why in part.purposes:
            told = self._t(
                "rights.page_why", purpose=why.purpose, basis=why.basis, term=why.term, recipients=why.recipients
            )
            yield f"<p>{told}</p>"
        folded = len(part.rows) > SHOWN_AT_ONCE
        if folded:
            yield f"<details><summary>{self._t('rights.page_show', count=len(part.rows))}</summary>"
        yield from self._table(part)
        if folded:
            yield "</details>"

    def _table(self, part: DatasetPart) -> Iterator[str]:
        names = [name for name in columns_of(part) if _is_for_people(name) and any(row.get(name) for row in part.rows)]
        if not names:
            yield f"<p>{self._t('rights.page_kept_keys')}</p>"
            return
        yield self._table_head([escape(field_title(self._locale, name)) for name in names])
        columns = [self._column([row.get(name) for row in part.rows]) for name in names]
        for cells in zip(*columns, strict=True):
            yield f"<tr>{''.join(cells)}</tr>"
        yield "</tbody></table></div>"

    def _table_head(self, titles: list[str]) -> str:
        cells = "".join(f'<th scope="col">{title}</th>' for title in titles)
        return f'<div class="scroll" tabindex="0"><table><thead><tr>{cells}</tr></thead><tbody>'

    def _row(self, cells: tuple[str, ...]) -> str:
        return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"

    def _column(self, values: Sequence[object]) -> list[str]:
        """The cells of a column. Names, steps and ids come again and again in a history: each is written once."""
        if not set(map(type, values)) <= {str, UUID, NoneType}:
            return [self._cell(value) for value in values]
        # Ids by their number: they are hashed slowly.
        names = [value.int if isinstance(value, UUID) else value for value in values]
        cells = {name: self._cell(value) for name, value in dict(zip(names, values, strict=True)).items()}
        return [cells[name] for name in names]

    def _cell(self, value: object) -> str:
        return f"<td>{escape(self._value(value))}</td>"

    def _value(self, value: object) -> str:
        """A value as a person reads it: moments in Paris, lines and solutions by name, everything else as it is."""
        if isinstance(value, datetime):
            return self._moment(value)
        if isinstance(value, bool):
            return translate(self._locale, "rights.page_yes" if value else "rights.page_no")
        if isinstance(value, int | float):
            return format_number(self._locale, value)
        if isinstance(value, UUID):
            return self._named(value)
        if isinstance(value, list | tuple):
            return ", ".join(self._value(one) for one in value)
        if isinstance(value, Mapping):
            return "; ".join(f"{name}: {self._value(one)}" for name, one in value.items())
        return written(value)

    def _named(self, value: UUID) -> str:
        text = str(value)
        line = self._document.lines.get(text)
        if line is not None:
            return f"{line.number} ({line.label})" if line.label else line.number
        return self._document.solutions.get(text, text)

    def _moment(self, moment: datetime) -> str:
        there = moment.astimezone(PARIS)
        return f"{_day(self._locale, there.date())}, {_clock(self._locale, there.hour, there.minute)}"


def _is_for_people(name: str) -> bool:
    """Ids and hashes are in the files; on the page they would say nothing."""
    return name in NAMED or not name.endswith(("_id", "version", "digest", "policy"))


@lru_cache(maxsize=4_000)
def _day(locale: Locale, day: date) -> str:
    """Remembered: a history has few days and many moments."""
    return format_date(locale, day, width="medium")


@lru_cache(maxsize=4_000)
def _clock(locale: Locale, hour: int, minute: int) -> str:
    return format_clock(locale, datetime(2000, 1, 1, hour, minute, tzinfo=PARIS), zone=PARIS)
