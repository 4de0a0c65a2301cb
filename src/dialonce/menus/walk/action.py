"""What a tap on an element does, resolved: the page only turns it into a link, a button or nothing."""

from urllib.parse import quote

from msgspec import Struct

from dialonce.menus.walk.place import Place


class OpenScreen(Struct, frozen=True, tag=True):
    """Go to a screen; it exists."""

    place: Place


class Back(Struct, frozen=True, tag=True):
    """Go to where the caller came from; on the entry screen there is no such place."""


class Call(Struct, frozen=True, tag=True):
    """Go on with a voice call. `number` is as the publisher wrote it, `tel` the same as an RFC 3966 link."""

    number: str
    tel: str


class OpenStore(Struct, frozen=True, tag=True):
    """Show an app in its store: a third party, so only after the caller chooses (clause 9-c)."""

    package: str

    @property
    def url(self) -> str:
        return "https://play.google.com/store/apps/details?id=" + quote(self.package, safe="")


class Rate(Struct, frozen=True, tag=True):
    """Give a score from 0 to 100 in a realm, then go to `next`, if there is one."""

    realm: str
    score: float
    next: Place | None


class SetInterception(Struct, frozen=True, tag=True):
    """Ask the SDK on the device to intercept calls or to stop; without SDK it has no effect."""

    enabled: bool


class ShareLocation(Struct, frozen=True, tag=True):
    """Ask the SDK or tag that shows this menu for the caller's place (4.3-a), then go to `next`; alone, only go there."""

    next: Place


class OpenThirdParty(Struct, frozen=True, tag=True):
    """Open content that somebody else controls, after the caller chooses (clauses 9-a to 9-c)."""

    url: str
    host: str


class NoAction(Struct, frozen=True, tag=True):
    """A tap does nothing: no command, one that is not known, or one that leads nowhere."""


Action = OpenScreen | Back | Call | OpenStore | Rate | SetInterception | ShareLocation | OpenThirdParty | NoAction
