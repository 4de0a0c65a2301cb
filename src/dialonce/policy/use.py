"""What somebody wants to do with data: the question put to the policy."""

from enum import StrEnum
from uuid import UUID

import msgspec


class Actor(StrEnum):
    """Who acts. `OPERATOR` is Dial-Once for itself; the service run for a tenant acts as that `PUBLISHER`.

    `PUBLISHER_SYSTEM` is a program of the publisher's own, outside of this service, that asks with a token.
    """

    OPERATOR = "operator"
    PUBLISHER = "publisher"
    SUBJECT = "subject"
    AFFILIATE = "affiliate"
    PARTNER = "partner"
    THIRD_PARTY = "third-party"
    OPERATOR_STAFF = "operator-staff"
    PUBLISHER_STAFF = "publisher-staff"
    PUBLISHER_SYSTEM = "publisher-system"


class Action(StrEnum):
    """What is done.

    `TRANSIENT` lives in memory until a message is handed over and is never stored; `ON_DEVICE` never leaves the
    caller's device; `COUNT` adds to statistics that identify nobody; `TERMINAL` stores on, or reads from, the
    caller's terminal; `SELL` exists so that it can be refused by name.
    """

    COLLECT = "collect"
    USE = "use"
    READ = "read"
    RETAIN = "retain"
    TRANSIENT = "transient"
    ON_DEVICE = "on-device"
    TERMINAL = "terminal"
    COUNT = "count"
    SEND = "send"
    LINK = "link"
    PROFILE = "profile"
    BLOCK = "block"
    INSTALL = "install"
    DISCLOSE = "disclose"
    TRANSFER = "transfer"
    SELL = "sell"
    EXPORT = "export"
    RECTIFY = "rectify"
    RESTRICT = "restrict"
    ARCHIVE = "archive"
    ANONYMISE = "anonymise"
    ERASE = "erase"


class Use(msgspec.Struct, frozen=True):
    """One intended use. `publisher` is the tenant whose data it is.

    `purpose` and `categories` are ids of the closed lists in `data/`. `recipient` is `kind` or `kind:name`, where
    the kind is one of `data/recipients.toml`; `region` is the ISO 3166-1 alpha-2 code of the country in which the
    data is stored or from which it is looked at.
    """

    publisher: UUID
    actor: Actor
    action: Action
    purpose: str
    categories: frozenset[str]
    recipient: str | None = None
    region: str = "FR"
