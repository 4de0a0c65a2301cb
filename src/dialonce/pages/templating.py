"""Jinja, set up once a language: strict, escaping, compiled before the first request.

Templates find `t` (a message), `rich` (a message with markup of ours), `icon`, `asset` and the filters `day`, `moment`,
`clock`, `ago`, `duration`, `number`, `percent`, `bytes`, `phone`, all speaking the language of their environment.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from types import CodeType
from typing import Any, Final
from zoneinfo import ZoneInfo

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from dialonce import i18n
from dialonce.i18n import LOCALES, Locale
from dialonce.numbers import format_for_people
from dialonce.pages.assets import asset_url
from dialonce.pages.icons import icon
from dialonce.pages.page import PREFERENCES_PATH, Page

CALLERS_SEE: Final = ("base.html", "parts/", "menu/", "public")
ZONE: Final = ZoneInfo("Europe/Paris")
"""Where moments are shown: the zone of the law that the clocks follow."""


def render(template: str, page: Page, **context: object) -> str:
    """The template in the page's language. Raises jinja2.UndefinedError when the context lacks a name it uses."""
    return environment(page.locale).get_template(template).render(page=page, **context)


def warm_up(*, everything: bool = False) -> int:
    """Compile what callers see and read every message, so that nobody waits for it; how many templates were compiled.

    The staff's pages are compiled when they are first opened. Runs in a thread beside what is answered already.
    """
    for locale in LOCALES:
        i18n.messages_in(locale)
    return sum(
        len([env.get_template(name) for name in env.list_templates() if everything or name.startswith(CALLERS_SEE)])
        for env in map(environment, LOCALES)
    )


class _OnceForAll(BytecodeCache):
    """Code of templates for all languages: it is the same, only what it calls differs."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.codes[bucket.key] = bucket.code


_CODE: Final = _OnceForAll()


@cache
def environment(locale: Locale) -> Environment:
    env = Environment(
        loader=PackageLoader("dialonce.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_CODE,
    )
    env.globals.update(_globals(locale))
    env.filters.update(_filters(locale))
    return env


def _globals(locale: Locale) -> Mapping[str, object]:
    return {
        "t": partial(i18n.translate, locale),
        "rich": partial(rich, locale),
        "icon": icon,
        "asset": asset_url,
        "preferences_path": PREFERENCES_PATH,
        "locales": LOCALES,
    }


def _filters(locale: Locale) -> Mapping[str, Callable[..., Any]]:
    return {
        "day": partial(i18n.format_date, locale),
        "moment": partial(i18n.format_moment, locale, zone=ZONE),
        "clock": partial(i18n.format_clock, locale, zone=ZONE),
        "ago": partial(i18n.format_ago, locale),
        "duration": partial(i18n.format_duration, locale),
        "number": partial(i18n.format_number, locale),
        "percent": partial(i18n.format_percent, locale),
        "bytes": partial(i18n.format_bytes, locale),
        "phone": lambda number: format_for_people(number, locale),
    }


def rich(locale: Locale, key: str, /, **params: str) -> Markup:
    """A message that holds markup of ours; its parameters are escaped unless they are markup themselves."""
    message = Markup(i18n.translate(locale, key))  # noqa: S704  (our own words)
    return message.format(**params)
