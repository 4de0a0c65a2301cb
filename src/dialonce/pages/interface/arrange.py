"""From the elements of a screen to what the template draws."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from urllib.parse import urlsplit

from dialonce.i18n import locale_of_culture
from dialonce.menus.walk import (
    Action,
    Back,
    ButtonView,
    Call,
    ElementView,
    FormView,
    FrameView,
    NoAction,
    OpenScreen,
    OpenStore,
    OpenThirdParty,
    PictureView,
    Rate,
    SeparatorView,
    SetInterception,
    ShareLocation,
    TextView,
)
from dialonce.pages.interface.forms import form_fields
from dialonce.pages.interface.items import (
    CallTap,
    FormItem,
    GoTap,
    Item,
    NoTap,
    OutTap,
    Picture,
    PostTap,
    Ratings,
    Row,
    Separator,
    Tap,
    Text,
    ThirdParty,
)
from dialonce.pages.interface.links import back_path, element_path, extend_trail, screen_path
from dialonce.pages.interface.markup import fit_pictures, lift_markup
from dialonce.pages.interface.numbers import number_for_readers
from dialonce.pages.interface.sheet import element_classes
from dialonce.pages.interface.view import MenuPage


def arrange(menu: MenuPage) -> tuple[Item, ...]:
    """The items to draw, in order; ratings that follow each other become one group."""
    items = [_item(element, menu) for element in menu.screen.elements]
    return tuple(_group_ratings(items))


def _group_ratings(items: Sequence[Item]) -> Iterator[Item]:
    for rating, group in groupby(items, _is_rating):
        if rating:
            yield Ratings(tuple(item for item in group if isinstance(item, Row)))
        else:
            yield from group


def _is_rating(item: Item) -> bool:
    return isinstance(item, Row) and isinstance(item.tap, PostTap) and item.tap.rating


def _item(element: ElementView, menu: MenuPage) -> Item:
    css = element_classes(element)
    match element:
        case ButtonView(label=label, action=action, position=position):
            return Row(label, _tap(action, position, menu), css)
        case SeparatorView():
            return Separator(css)
        case TextView(html=html, position=position):
            lifted = lift_markup(html, position)
            return Text(fit_pictures(lifted.html, partial(picture_source, menu=menu)), css)
        case PictureView():
            return _picture(element, css, menu)
        case FormView():
            return _form(element, css, menu)
        case FrameView(action=action, position=position):
            return ThirdParty(_leave(action.url, action.host, position, menu), css)


def _picture(element: PictureView, css: str, menu: MenuPage) -> Picture:
    return Picture(
        source=picture_source(element.source, menu),
        alternate_text=element.alternate_text,
        tap=_tap(element.action, element.position, menu),
        host=element.host,
        css=css,
    )


def _form(element: FormView, css: str, menu: MenuPage) -> FormItem:
    state = menu.form if menu.form and menu.form.position == element.position else None
    return FormItem(
        position=element.position,
        action=element_path(menu.base, menu.screen.place, element.position, "send", menu.trail),
        fields=form_fields(element, state),
        done=state is not None and state.done,
        notice_fault=state.notice_fault if state else "",
        css=css,
    )


def picture_source(source: str, menu: MenuPage) -> str | None:
    """Where the browser may load a picture from now: our copy, the document itself, or another company if asked for.

    None for a picture on another company's server that nobody asked for (clause 9-c).
    """
    copy = menu.pictures.get(source)
    if copy or source.startswith("data:"):
        return copy or source
    return source if menu.show_pictures else None


def _tap(action: Action, position: int, menu: MenuPage) -> Tap:
    place = menu.screen.place
    match action:
        case OpenScreen(place=target):
            return GoTap(screen_path(menu.base, target, extend_trail(menu.trail, place, target)))
        case Back():
            return GoTap(back_path(menu.base, menu.trail), back=True)
        case Call(number=number, tel=tel):
            count = element_path(menu.base, place, position, "call", menu.trail)
            shown = number_for_readers(number, locale_of_culture(menu.screen.culture or "", "fr"))
            return CallTap(tel, number, shown, count, menu.closures.get(number, ""))
        case Rate():
            return PostTap(element_path(menu.base, place, position, "rate", menu.trail), rating=True)
        case SetInterception():
            path = element_path(menu.base, place, position, "interception", menu.trail)
            return PostTap(path, interception="on" if action.enabled else "off")
        case ShareLocation(next=target):
            return GoTap(screen_path(menu.base, target, extend_trail(menu.trail, place, target)), locates=True)
        case OpenStore():
            return _leave(action.url, urlsplit(action.url).hostname or "", position, menu)
        case OpenThirdParty(url=url, host=host):
            return _leave(url, host, position, menu)
        case NoAction():
            return NoTap()


def _leave(url: str, host: str, position: int, menu: MenuPage) -> OutTap:
    count = element_path(menu.base, menu.screen.place, position, "leave")
    return OutTap(url, host, count, menu.policy_urls.get(host))
