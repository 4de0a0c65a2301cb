"""All findings about an interface."""

from collections.abc import Iterator

from dialonce.menus.check.content import check_element
from dialonce.menus.check.finding import Finding
from dialonce.menus.check.links import check_links
from dialonce.menus.check.pictures import check_logo
from dialonce.menus.check.rules import check_goals
from dialonce.menus.check.styling import check_css
from dialonce.menus.model import Interface, Screen, View


def check_interface(interface: Interface) -> tuple[Finding, ...]:
    """What its publisher should mend or know, in document order within each kind; empty when all is well.

    Linear in the size of the document. It does not say whether texts are true or numbers in service.
    """
    return tuple(_findings(interface))


def _findings(interface: Interface) -> Iterator[Finding]:
    yield from check_logo(interface)
    yield from check_css(interface.styles, "/styles")
    if interface.script:
        yield Finding("script-not-run", "/script")
    yield from check_goals(interface)
    for view in interface.views.values():
        yield from check_links(view)
        for screen in view.screens:
            yield from _check_screen(interface, view, screen)


def _check_screen(interface: Interface, view: View, screen: Screen) -> Iterator[Finding]:
    yield from check_css(screen.styles, f"{screen.pointer}/styles")
    orders: set[float] = set()
    for element in screen.elements:
        if element.order is not None and element.order in orders:
            yield Finding("duplicate-position", f"{element.pointer}/order")
        orders |= {element.order} if element.order is not None else set()
        yield from check_element(interface, view, element)
