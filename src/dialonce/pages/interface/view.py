"""What the interface page knows besides the screen itself."""

from collections.abc import Mapping

from msgspec import Struct

from dialonce.menus.styles import BrandColours
from dialonce.menus.walk import Place, ScreenView


class Collected(Struct, frozen=True):
    """One thing this page keeps: what, what for, until when, and the clause that allows it (its id)."""

    what: str
    why: str
    until: str
    clause: str


class Notice(Struct, frozen=True):
    """The note to read before anything personal is kept (clause 0-c), in the words of the policy `version`."""

    version: str
    title: str
    body: str
    acknowledge: str
    not_consent: str
    decline: str
    more: str


class FormState(Struct, frozen=True):
    """What became of a form that was sent: the answers by field name, and what is wrong with them, in words.

    `done` says that it was kept; then the answers are not needed any more. `notice_fault` is what is wrong with the tick.
    """

    position: int
    values: Mapping[str, str] = {}
    faults: Mapping[str, str] = {}
    done: bool = False
    notice_fault: str = ""


class MenuPage(Struct, frozen=True):
    """One view of one screen.

    `base` is the interface's own path; `trail` the screens before this one, oldest first. `notice` is what is still to be
    read, None once it was acknowledged or declined; `tick` the version of the notice that forms ask to be ticked, empty where it
    was acknowledged before. `pictures` maps picture addresses of the document to copies
    on this server; others are loaded only if `show_pictures`. `policy_urls` gives the privacy policies of third parties by
    host, as far as they are known. `closures` tells, by the number as the document writes it, that its desk is closed now.
    `published` is False for drafts, which say so. `private` pages belong to one call: search engines are asked to stay away from
    them and from drafts.
    """

    screen: ScreenView
    base: str
    trail: tuple[Place, ...] = ()
    brand: BrandColours | None = None
    notice: Notice | None = None
    tick: str = ""
    collected: tuple[Collected, ...] = ()
    form: FormState | None = None
    pictures: Mapping[str, str] = {}
    show_pictures: bool = False
    policy_urls: Mapping[str, str] = {}
    closures: Mapping[str, str] = {}
    published: bool = True
    private: bool = False


class CallPage(Struct, frozen=True):
    """The page that a counted call without script leads to. `number` as people read it, `tel` as a link.

    `closed` says that the desk is closed now, and when it opens.
    """

    interface_name: str
    number: str
    tel: str
    back: str
    closed: str = ""
