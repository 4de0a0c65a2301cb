"""Who fetches a page that nobody looks at: messaging apps that draw a card for a link, and browsers that guess ahead."""

from typing import Final

from dialonce.pages.handlers.answers import AnyRequest

_PREVIEWERS: Final = (
    "facebookexternalhit",  # Messenger, Instagram; iMessage says so of itself as well
    "facebot",
    "whatsapp",
    "telegrambot",
    "twitterbot",
    "slackbot",
    "discordbot",
    "linkedinbot",
    "skypeuripreview",
    "viber",
    "googlebot",
    "bingbot",
    "google-pagerenderer",
    "bingpreview",
    "snapchat",
)


def is_preview(request: AnyRequest) -> bool:
    """Whether this request shows nobody anything: it counts as no opening and no screen seen.

    Read from what programs say of themselves (`User-Agent`, `Sec-Purpose`, and HEAD); one that says nothing counts as a person.
    """
    if request.method == "HEAD":
        return True
    purpose = request.headers.get("sec-purpose", "") or request.headers.get("purpose", "")
    if "prefetch" in purpose or "preview" in purpose:
        return True
    agent = request.headers.get("user-agent", "").lower()
    return any(name in agent for name in _PREVIEWERS)
