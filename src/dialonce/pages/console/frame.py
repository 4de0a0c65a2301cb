"""What stands around every console page: who is at work, for whom, and the ways to the other pages."""

from msgspec import Struct

from dialonce.pages.kit import Banner, Crumb
from dialonce.pages.page import Page


class NavEntry(Struct, frozen=True):
    """`count` is what waits there, shown as a badge."""

    label: str
    href: str
    icon: str
    current: bool = False
    count: int | None = None


class NavGroup(Struct, frozen=True):
    title: str
    entries: tuple[NavEntry, ...]


class ConsoleFrame(Struct, frozen=True):
    """`publisher` is the tenant whose console this is, the operator's own name for its staff.

    `switching` is the page as everybody's forms know it: the switches of language and appearance are no staff forms.
    """

    title: str
    publisher: str
    who: str
    groups: tuple[NavGroup, ...]
    crumbs: tuple[Crumb, ...] = ()
    banners: tuple[Banner, ...] = ()
    sign_out: str = "/console/sign-out"
    account: str = "/console/account"
    switching: Page | None = None
