"""Two languages of one menu side by side."""

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.i18n import LOCALES
from dialonce.menus import Interface
from dialonce.menus.edit import (
    Operation,
    PasteElement,
    PasteScreen,
    ReplaceTexts,
    ScreenPair,
    TextChange,
    light_of,
    markup_of,
    member_at,
    pair_languages,
)
from dialonce.pages.console.interfaces.deeds import Form, number_of
from dialonce.pages.console.interfaces.desk import Desk, desk_answer, desk_session, interface_path, open_desk
from dialonce.pages.console.interfaces.editing import PATH
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Field, Meter, Option, Tone
from dialonce.publishers import (
    InterfaceSummary,
    create_translation,
    edit_draft,
    link_translation,
    list_family,
    list_interfaces,
    read_interface,
)
from dialonce.staff import Permission
from dialonce.web.staff import read_staff_form

MOST_WRITTEN: Final = 150
"""Texts of one screen that a form can carry."""

_TONES: Final[dict[str, Tone]] = {"done": "ok", "same": "warn", "empty": "bad", "missing": "bad"}


class PairRow(Struct, frozen=True):
    """A text beside its translation; `field` where it can be written here."""

    source: str
    text: str
    tone: Tone
    state: str
    field: Field | None


class ScreenLine(Struct, frozen=True):
    """A screen of the list: how much of it still waits."""

    label: str
    href: str
    current: bool
    open: int
    missing: bool


class LanguagesView(Struct, frozen=True):
    """`twin` None: there is no other language yet; then `cultures` can be begun, and `others` be linked."""

    twin: InterfaceSummary | None
    cultures: tuple[Option, ...]
    others: tuple[Option, ...]
    meter: Meter | None
    screens: tuple[ScreenLine, ...]
    rows: tuple[PairRow, ...]
    index: int
    missing_screen: bool
    missing: tuple[int, ...]
    is_source: bool
    twin_path: str
    twin_revision: int


@get(PATH + "/languages")
async def show_languages(request: AnyRequest) -> Response[str]:
    """The menu beside its translation, screen by screen."""
    desk = await open_desk(request)
    return await _answer(request, desk)


async def _answer(request: AnyRequest, desk: Desk, *banners: Banner, status: int = 200) -> Response[str]:
    async with desk_session(request, desk.at_work) as session:
        family = await list_family(session, desk.row.interface_id)
        twin = next((one for one in family if one.interface_id != desk.row.interface_id), None)
        other = await read_interface(session, twin.interface_id) if twin else None
        known = await list_interfaces(session)
    pairs: tuple[ScreenPair, ...] = ()
    target = None
    if other is not None:
        target = Desk(desk.at_work, other)
        pairs = pair_languages(desk.interface, target.interface)
    asked = request.query_params.get("screen", "")
    index = min(int(asked) if asked.isdigit() and len(asked) < 6 else _first_open(pairs), max(0, len(pairs) - 1))
    view = _view(desk, target, pairs, index, [one for one in known if one.interface_id != desk.row.interface_id])
    return desk_answer(
        request, desk, "languages", "console/interface_languages.html", banners=banners, status=status, view=view
    )


def _first_open(pairs: tuple[ScreenPair, ...]) -> int:
    return next((index for index, pair in enumerate(pairs) if pair.open), 0)


def _view(
    desk: Desk, target: Desk | None, pairs: tuple[ScreenPair, ...], index: int, others: list[InterfaceSummary]
) -> LanguagesView:
    pair = pairs[index] if pairs else None
    return LanguagesView(
        twin=target.row if target else None,
        cultures=tuple(Option(one, desk.t(f"editor.language_{one}")) for one in LOCALES if one != desk.row.culture[:2]),
        others=tuple(Option(str(one.interface_id), one.name) for one in others if one.twin_of is None),
        meter=_meter(desk, pairs) if pairs else None,
        screens=tuple(_line(desk, pairs, at, index) for at in range(len(pairs))),
        rows=_rows(desk, pair, editable=target is not None and desk.may_edit) if pair else (),
        index=index,
        missing_screen=pair is not None and pair.twin is None,
        missing=pair.missing if pair else (),
        is_source=desk.row.twin_of is None,
        twin_path=target.base if target else "",
        twin_revision=target.row.draft_revision if target else 0,
    )


def _meter(desk: Desk, pairs: tuple[ScreenPair, ...]) -> Meter:
    total = sum(len(pair.texts) for pair in pairs)
    done = total - sum(pair.open for pair in pairs)
    same = sum(one.state == "same" for pair in pairs for one in pair.texts)
    words = desk.t("editor.lang_progress", done=done, total=total, same=same)
    return Meter(desk.t("editor.lang_translated"), done, max(1, total), words)


def _line(desk: Desk, pairs: tuple[ScreenPair, ...], at: int, current: int) -> ScreenLine:
    pair = pairs[at]
    return ScreenLine(
        label=pair.title or pair.address,
        href=f"{desk.base}/languages?screen={at}",
        current=at == current,
        open=pair.open,
        missing=pair.twin is None,
    )


def _rows(desk: Desk, pair: ScreenPair, *, editable: bool) -> tuple[PairRow, ...]:
    rows = []
    for index, one in enumerate(pair.texts):
        source = light_of(one.source.text) if one.source.kind == "markup" else one.source.text
        text = light_of(one.text) if one.source.kind == "markup" else one.text
        plain = source is not None and text is not None
        shown = text if plain and text is not None else one.text
        label = desk.t("editor.lang_field", number=index + 1)
        kind = "textarea" if one.source.kind == "markup" or len(one.source.text) > 70 else "text"
        field = Field(f"text{index}", label, shown, kind, required=True)  # type: ignore[arg-type]
        rows.append(
            PairRow(
                source=source if plain and source is not None else one.source.text,
                text=shown,
                tone=_TONES[one.state],
                state=desk.t(f"editor.lang_{one.state}"),
                field=field if editable and one.pointer is not None and index < MOST_WRITTEN else None,
            )
        )
    return tuple(rows)


@post(PATH + "/languages")
async def translate_texts(request: AnyRequest) -> Response[str]:
    """Begin a translation, link one, copy what is missing, or keep the texts of a screen."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form = await read_staff_form(request, desk.at_work)
    try:
        if form.get("op") in ("begin", "link", "unlink"):
            return await _found(request, desk, form)
        return await _write(request, desk, form)
    except (Conflict, Invalid, NotFound) as refused:
        banner = Banner(desk.t("editor.refused_conflict"), desk.t("editor.lang_changed"), "warn")
        return await _answer(request, desk, banner, status=refused.status)


async def _found(request: AnyRequest, desk: Desk, form: Form) -> Response[str]:
    async with desk_session(request, desk.at_work) as session:
        if form["op"] == "begin":
            made = await create_translation(session, desk.row.interface_id, form.get("culture", ""))
            return see(f"{interface_path(desk.at_work.slug, made.interface_id)}")
        source = UUID(form["source"]) if form["op"] == "link" and len(form.get("source", "")) == 36 else None
        await link_translation(session, desk.row.interface_id, source)
    return see(f"{desk.base}/languages")


async def _write(request: AnyRequest, desk: Desk, form: Form) -> Response[str]:
    """Changes of the twin. Raises Conflict when it was changed since the page was opened."""
    async with desk_session(request, desk.at_work) as session:
        family = await list_family(session, desk.row.interface_id)
        twin = next(one for one in family if one.interface_id != desk.row.interface_id)
        other = Desk(desk.at_work, await read_interface(session, twin.interface_id))
        if other.row.draft_revision != number_of(form, "revision"):
            raise Conflict("The translation was changed since the page was opened.")
        pairs = pair_languages(desk.interface, other.interface)
        index = number_of(form, "screen")
        if index >= len(pairs):
            raise NotFound("There is no such screen any more.")
        revision = other.row.draft_revision
        for operation in _operations(desk.interface, pairs[index], form):
            saved = await edit_draft(
                session, twin.interface_id, operation, revision=revision, subject=pairs[index].title
            )
            revision = saved.revision
    return see(f"{desk.base}/languages?{urlencode({'screen': index})}")


def _operations(source: Interface, pair: ScreenPair, form: Form) -> tuple[Operation, ...]:
    screen = source.views[pair.event].screens[pair.screen]
    if pair.twin is None:
        return (PasteScreen(event=pair.event, raw=member_at(source.raw, screen.pointer)),)
    if form.get("op") == "copy":
        elements = [screen.elements[position] for position in pair.missing]
        return tuple(
            PasteElement(event=pair.event, screen=pair.twin, raw=member_at(source.raw, one.pointer), at=one.position)
            for one in elements
        )
    changes = []
    for index, one in enumerate(pair.texts):
        text = form.get(f"text{index}")
        if text is None or one.pointer is None:
            continue
        after = _after(one.source.text, one.text, text.replace("\r\n", "\n"), markup=one.source.kind == "markup")
        if after != one.text:
            changes.append(TextChange(one.pointer, one.text, after))
    return (ReplaceTexts(changes=tuple(changes)),)


def _after(source: str, before: str, text: str, *, markup: bool) -> str:
    """What was written, as it is kept: light texts become markup again."""
    if not markup or light_of(source) is None or light_of(before) is None:
        return text
    return before if text.strip() == light_of(before) else markup_of(text)


ROUTES = (show_languages, translate_texts)
