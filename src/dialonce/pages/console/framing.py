"""The frame of a console page, and the page itself as its forms know it."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response

from dialonce.i18n import translate
from dialonce.pages.console.frame import ConsoleFrame, NavEntry, NavGroup
from dialonce.pages.console.sections import SECTION_GROUPS, Section
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, page_answer
from dialonce.pages.kit import Banner, Crumb
from dialonce.pages.page import Page
from dialonce.pages.templating import render
from dialonce.pages.visitor import chosen_theme, page_of
from dialonce.web.staff import AtWork

HOME = "/console"


def frame_of(
    request: Request[Any, Any, Any],
    at_work: AtWork,
    *,
    title: str,
    section: str = "",
    crumbs: Sequence[Crumb] = (),
    banners: Sequence[Banner] = (),
) -> ConsoleFrame:
    """The frame for a page called `title` (words, not a key) in the section of this key."""
    return ConsoleFrame(
        title=title,
        publisher=at_work.publisher_name,
        who=at_work.name,
        groups=_groups(at_work, section),
        crumbs=tuple(crumbs),
        banners=tuple(banners),
        switching=page_of(request, path=_switch_back(request)),
    )


def console_page(request: Request[Any, Any, Any], at_work: AtWork) -> Page:
    """The page as templates know it; its forms carry the token of this session."""
    query = request.url.query
    path = f"{request.url.path}?{query}" if query else request.url.path
    return Page(at_work.locale, chosen_theme(request), path, at_work.form_token)


def console_answer(
    request: Request[Any, Any, Any],
    at_work: AtWork,
    template: str,
    frame: ConsoleFrame,
    *,
    status: int = 200,
    **context: object,
) -> Response[str]:
    """The template in its frame. No cache keeps it, and no robot lists it."""
    body = render(template, console_page(request, at_work), frame=frame, **context)
    return page_answer(body, status=status, headers={**NO_STORE, **NO_ROBOTS})


def shown_sections(at_work: AtWork) -> list[tuple[str, list[Section]]]:
    """The sections that this person may open from where they are, by group title (a message key)."""
    shown = [
        (
            group.title,
            [
                one
                for one in group.sections
                if at_work.may(one.permission) and (not one.of_publisher or bool(at_work.slug))
            ],
        )
        for group in SECTION_GROUPS
    ]
    return [(title, sections) for title, sections in shown if sections]


def _groups(at_work: AtWork, current: str) -> tuple[NavGroup, ...]:
    home = NavEntry(translate(at_work.locale, "console.home"), HOME, "mark", current=current == "home")
    groups = [
        NavGroup(
            translate(at_work.locale, title),
            tuple(
                NavEntry(
                    translate(at_work.locale, one.label), one.href(at_work.slug), one.icon, current=one.key == current
                )
                for one in sections
            ),
        )
        for title, sections in shown_sections(at_work)
    ]
    return (NavGroup(translate(at_work.locale, "console.group_start"), (home,)), *groups)


def _switch_back(request: Request[Any, Any, Any]) -> str | None:
    """Where the switches return to: this page, or the console when a form was just answered."""
    return None if request.method == "GET" else HOME
