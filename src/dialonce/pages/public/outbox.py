"""The development outbox: messages that a real installation would have sent, and what became of them."""

from msgspec import Struct

from dialonce.pages.kit import Badge, Pager, Step
from dialonce.pages.page import Page
from dialonce.pages.qr import qr_picture
from dialonce.pages.templating import render


class OutboxMessage(Struct, frozen=True):
    """One message. `to` is masked already; `link` is the absolute address in it, if it holds one."""

    id: str
    channel: str
    to: str
    body: str
    state: Badge
    steps: tuple[Step, ...]
    link: str | None = None


class OutboxView(Struct, frozen=True):
    """`file` says where the same messages lie on disk."""

    messages: tuple[OutboxMessage, ...]
    file: str = ""
    pager: Pager | None = None


def render_outbox(view: OutboxView, page: Page) -> str:
    codes = {message.id: qr_picture(message.link) for message in view.messages if message.link}
    return render("public/outbox.html", page, view=view, codes=codes)
