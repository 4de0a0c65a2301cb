"""What a person who answers a message wants: out, in, or something else (4.2-b5)."""

import re
import unicodedata
from enum import StrEnum


class Reply(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"
    OTHER = "other"


_STOP_ANYWHERE_FIRST = frozenset({"stop", "stopall", "stopsms", "arret", "arreter", "arretez", "unsubscribe"})
_STOP_ALONE = frozenset(
    {"cancel", "end", "quit", "revoke", "optout", "opt out", "desabonner", "desabonnement"}
    | {"desinscrire", "desinscription", "me desinscrire", "me desabonner", "arrete"}
)
_START_ALONE = frozenset({"start", "unstop", "reprise", "reprendre"})
_HELP_ALONE = frozenset({"help", "info", "aide"})


def parse_reply(text: str) -> Reply:
    """Return what `text` asks for.

    Leaving is easy: STOP or ARRET as the first word is enough, whatever follows, in any case and with or
    without accents. Words that also begin ordinary sentences ("cancel my order") leave only when alone.
    Coming back must be meant: the word alone; "yes" is not one.
    """
    words = _plain(text)
    first = words.partition(" ")[0]
    if first in _STOP_ANYWHERE_FIRST or words in _STOP_ALONE:
        return Reply.STOP
    if words in _START_ALONE:
        return Reply.START
    return Reply.HELP if words in _HELP_ALONE else Reply.OTHER


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())
