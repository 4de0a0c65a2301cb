"""Installed SDKs: an installation tells of itself once its person has acknowledged the notice (0-c, 3.1-b)."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.numbers import parse_imei, parse_meid, parse_serial
from dialonce.policy import Action, Actor, ConsentFact, Denial, Facts, Permit, Sensitivity, Use
from dialonce.vault import Keyring, NewRow, Session, SubjectRef, change, fetch, store

INDEX = "device-id"
CHANNEL = "app"
PURPOSE = "device-registration"
DEVICE_CATEGORIES = frozenset(("device-id", "device-info", "pseudonym"))
HARDWARE_CATEGORIES = frozenset(("hardware-id",))
NOTICE_CATEGORIES = frozenset(("consent-record", "pseudonym"))


class DeviceReport(msgspec.Struct, frozen=True):
    """What an installation tells of itself. `device` is its random id; `imei`, `meid` and `serial` come with consent only."""

    device: UUID
    library: str
    culture: str = ""
    imei: str | None = None
    meid: str | None = None
    serial: str | None = None

    @property
    def names_hardware(self) -> bool:
        return any((self.imei, self.meid, self.serial))


class Registration(msgspec.Struct, frozen=True):
    """Whose device it is. `new`: it was not known. `hardware_checked`: its identifiers were allowed, and are well formed."""

    subject: SubjectRef
    new: bool
    hardware_checked: bool


async def register_device(
    session: Session, publisher_id: UUID, report: DeviceReport, consents: frozenset[ConsentFact]
) -> Registration:
    """Remember an installation, or what is new about one that is known.

    Hardware identifiers are looked at when the consent `device-registration` stands, for the check of their form, and kept
    nowhere (4.1-a, 4.1-e); without it they are passed over, and the denial is in the journal. Raises `Invalid` for an
    identifier that was allowed and is wrong, and `Refused` when the policy permits no registration.
    """
    use = Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, PURPOSE, DEVICE_CATEGORIES)
    permit = session.require(use, app_facts(session, publisher_id))
    (subject,) = await session.keyring.resolve(publisher_id, INDEX, [str(report.device)], session.now)
    await acknowledge_in_app(session, publisher_id, subject)
    checked = report.names_hardware and _check_hardware(session, publisher_id, report, consents)
    registered_at = await _forget(session, permit, subject, report.device)
    sealed = {"installation": str(report.device), "system": report.library, "language": report.culture}
    clear = (registered_at or session.now, session.now)
    await store(session, permit, "device", [NewRow(subject, report.device, clear, sealed)])
    return Registration(subject, registered_at is None, checked)


async def device_subject(keyring: Keyring, publisher_id: UUID, device: UUID, now: datetime) -> SubjectRef | None:
    """The subject behind an installation; None when it never registered or was erased."""
    (found,) = await keyring.find(publisher_id, INDEX, [str(device)], now)
    return found


def app_facts(session: Session, publisher_id: UUID, consents: frozenset[ConsentFact] = frozenset()) -> Facts:
    """What is known of the person of a registered installation: they acknowledged the notice in the app.

    An installation carries the publisher's registered lines, and names none of them.
    """
    lines = session.directory.lines.values()
    return Facts(
        line_registered=any(line.enabled and line.publisher_id == publisher_id for line in lines),
        line_sensitivity=Sensitivity.ORDINARY,
        notice_acknowledged=session.policy_of(publisher_id).version,
        notice_channel=CHANNEL,
        consents=consents,
        legal_hold=False,
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
        action_by_user=True,
    )


async def acknowledge_in_app(session: Session, publisher_id: UUID, subject: SubjectRef) -> None:
    """Keep the proof that the notice of the present policy was acknowledged in the app, before any data (0-c)."""
    use = Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, "notice", NOTICE_CATEGORIES)
    permit = session.require(use, app_facts(session, publisher_id), subject=subject.subject_id)
    version = session.policy_of(publisher_id).version
    await store(session, permit, "notice", [NewRow(subject, None, (version, CHANNEL, session.now))])


def _check_hardware(
    session: Session, publisher_id: UUID, report: DeviceReport, consents: frozenset[ConsentFact]
) -> bool:
    given = [one for one in consents if one.purpose == PURPOSE and one.scope is None and one.state == "given"]
    use = Use(publisher_id, Actor.PUBLISHER, Action.USE, PURPOSE, HARDWARE_CATEGORIES)
    facts = app_facts(session, publisher_id, consents)
    contract = f"device-registration:{given[0].policy_version}" if given else None
    if isinstance(session.decide(use, msgspec.structs.replace(facts, contract=contract)), Denial):
        return False
    for text, check in ((report.imei, parse_imei), (report.meid, parse_meid), (report.serial, parse_serial)):
        if text:
            check(text)
    return True


async def _forget(session: Session, permit: Permit, subject: SubjectRef, device: UUID) -> datetime | None:
    """Take away what was known of the device; since when it is registered, None when it is new."""
    rows = await fetch(session, permit, "device", [subject.subject_id])
    since = [row.clear["registered_at"] for row in rows if row.clear["device_id"] == device]
    values: dict[str, object] = {"subject_id": subject.subject_id, "device_id": device}
    await change(session, permit, "device", "forget", values)
    return since[0] if since and isinstance(since[0], datetime) else None
