"""Find and replace, shown before it is done."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict
from dialonce.menus.edit import Match, Search, Word, find_matches, plain_words, replacing
from dialonce.pages.console.interfaces.deeds import Form, number_of
from dialonce.pages.console.interfaces.desk import Desk, desk_answer, desk_session, open_desk
from dialonce.pages.console.interfaces.editing import PATH
from dialonce.pages.console.interfaces.findings import Spotted, screen_href, screen_name
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Choices, Field, Option
from dialonce.publishers import edit_draft
from dialonce.staff import Permission
from dialonce.web.staff import read_staff_form

MOST_SHOWN: Final = 150
LONGEST_KEPT: Final = 4000
REMOVE: Final = "remove"
_OPTIONS: Final = ("case", "words", "values")


class Piece(Struct, frozen=True):
    """A part of a text: kept, or taken out and put in."""

    kept: str = ""
    old: str = ""
    new: str = ""


class Found(Struct, frozen=True):
    """A text that has what was looked for. `pick` is the name of its tick box."""

    pick: str
    where: str
    href: str
    pieces: tuple[Piece, ...]


class FindView(Struct, frozen=True):
    """`total` None: nothing was searched for yet. `replacing`: ticked texts may be changed; an empty replacement takes words out,
    and that is asked for by `removal`, the address of the same search that does.
    """

    find: Field
    replace: Field
    options: Choices
    found: tuple[Found, ...]
    total: int | None
    replacing: bool
    removal: str | None


@get(PATH + "/find")
async def show_find(request: AnyRequest) -> Response[str]:
    """What the search finds, and how it would read."""
    desk = await open_desk(request)
    return _answer(request, desk, dict(request.query_params))


def _answer(request: AnyRequest, desk: Desk, form: Form, *banners: Banner, status: int = 200) -> Response[str]:
    if "done" in form:
        banners = (*banners, Banner(desk.t("editor.find_done", count=int(form["done"])), tone="ok"))
    return desk_answer(
        request, desk, "find", "console/interface_find.html", banners=banners, status=status, view=_view(desk, form)
    )


def _view(desk: Desk, form: Form) -> FindView:
    find, replacement = form.get("find", ""), form.get("replace", "")
    replacing = bool(replacement or form.get(REMOVE))
    asked = {"find": find, **{one: "1" for one in _OPTIONS if form.get(one)}, REMOVE: "1"}
    matches = _matches(desk, form)
    return FindView(
        find=Field("find", desk.t("editor.find_find"), find, "search", required=True, max_length=200),
        replace=Field("replace", desk.t("editor.find_replace"), replacement, max_length=200),
        options=Choices(
            "how",
            desk.t("editor.find_how"),
            tuple(Option(one, desk.t(f"editor.find_{one}")) for one in _OPTIONS),
            frozenset(one for one in _OPTIONS if form.get(one)),
            several=True,
        ),
        found=tuple(_found(desk, index, match, replacement) for index, match in enumerate(matches[:MOST_SHOWN])),
        total=len(matches) if find else None,
        replacing=replacing,
        removal=None if replacing else f"{desk.base}/find?{urlencode(asked)}",
    )


def _matches(desk: Desk, form: Form) -> tuple[Match, ...]:
    search = Search(
        form.get("find", ""),
        match_case=bool(form.get("case")),
        whole_words=bool(form.get("words")),
        values=bool(form.get("values")),
    )
    return find_matches(desk.interface, search, form.get("replace", ""))


def _found(desk: Desk, index: int, match: Match, replacement: str) -> Found:
    where, href = desk.t("editor.page_settings"), f"{desk.base}/settings"
    word: Word = match.word
    if word.screen is not None:
        where = screen_name(desk.interface, Spotted(word.event, word.screen, word.element))
        href = screen_href(desk, word.event, word.screen, word.element)
    return Found(f"pick{index}", where, href, tuple(_pieces(match, replacement)))


def _pieces(match: Match, replacement: str) -> Iterator[Piece]:
    """What stays, what goes and what comes; tags and long stretches that stay are left out."""
    for kept, hit in match.parts:
        words = plain_words(kept, LONGEST_KEPT) if match.word.kind == "markup" else kept
        edges = (kept[:1].isspace(), kept[-1:].isspace())
        yield Piece(kept=(" " if edges[0] else "") + _cut(words.strip()) + (" " if edges[1] else ""))
        if hit:
            yield Piece(old=hit, new=replacement)


def _cut(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:42]} … {text[-42:]}"


@post(PATH + "/find")
async def replace(request: AnyRequest) -> Response[str]:
    """Replace what is ticked, as one change that can be undone."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form = await read_staff_form(request, desk.at_work)
    chosen = tuple(match for index, match in enumerate(_matches(desk, form)[:MOST_SHOWN]) if form.get(f"pick{index}"))
    if desk.row.draft_revision != number_of(form, "revision"):
        changed = Banner(desk.t("editor.refused_conflict"), desk.t("editor.find_changed"), "warn")
        return _answer(request, desk, form, changed, status=Conflict.status)
    async with desk_session(request, desk.at_work) as session:
        await edit_draft(
            session,
            desk.row.interface_id,
            replacing(chosen),
            revision=desk.row.draft_revision,
            subject=f"{form.get('find', '')} → {form.get('replace', '')}",
        )
    return see(f"{desk.base}/find?done={sum(match.count for match in chosen)}")


ROUTES = (show_find, replace)
