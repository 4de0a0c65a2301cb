"""The caller's pages, as HTML."""

from dialonce.pages.interface.arrange import arrange, picture_source
from dialonce.pages.interface.forms import NOTICE_FIELD
from dialonce.pages.interface.items import Picture, Text
from dialonce.pages.interface.links import back_path, notice_path, screen_path, sheet_path
from dialonce.pages.interface.markup import HELD_BACK
from dialonce.pages.interface.sheet import Sheet, screen_sheet
from dialonce.pages.interface.view import CallPage, MenuPage
from dialonce.pages.page import Page
from dialonce.pages.templating import render


def render_screen(menu: MenuPage, page: Page) -> str:
    """The screen as a whole page, in `page`'s language around the publisher's own words.

    A publisher's colours are made for white: an interface that has any is light, unless the reader chose dark; then they
    are left out. Elements with colours of their own lose them where the page is dark.
    """
    sheet = None if page.theme == "dark" else screen_sheet(menu.screen, menu.brand)
    items = arrange(menu)
    return render(
        "menu/screen.html",
        page,
        menu=menu,
        items=items,
        light_only=sheet is not None and bool(menu.brand or menu.screen.styles),
        sheet=_sheet_path(menu, sheet),
        back=None if menu.screen.is_entry and not menu.trail else back_path(menu.base, menu.trail),
        logo=_logo(menu),
        notice_path=notice_path(menu.base),
        notice_field=NOTICE_FIELD,
        pictures_path=_pictures_path(menu) if any(map(_is_held_back, items)) else None,
    )


def render_call(call: CallPage, page: Page) -> str:
    """The page with nothing but the number to dial, for callers without script."""
    return render("menu/call.html", page, call=call)


def picture_hosts(menu: MenuPage) -> tuple[str, ...]:
    """The servers that the page's `img-src` must allow: none, unless the caller asked for their pictures."""
    return menu.screen.picture_hosts if menu.show_pictures else ()


def _sheet_path(menu: MenuPage, sheet: Sheet | None) -> str | None:
    return sheet_path(menu.base, menu.screen.place, sheet.mark) if sheet else None


def _pictures_path(menu: MenuPage) -> str:
    return screen_path(menu.base, menu.screen.place, menu.trail, pictures=True)


def _is_held_back(item: object) -> bool:
    return (isinstance(item, Picture) and item.source is None) or (isinstance(item, Text) and HELD_BACK in item.html)


def _logo(menu: MenuPage) -> str | None:
    return picture_source(menu.screen.logo, menu) if menu.screen.logo else None
