"""Staff and systems that look at data (C17), and messages that reach a caller (C4)."""

from datetime import timedelta

from dialonce.policy.conditions.setting import Setting
from dialonce.policy.facts import Facts
from dialonce.policy.use import Use


def staff_authenticated(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The member of staff is known and signed in with two factors."""
    return facts.staff is not None and facts.staff.mfa


def staff_role(_use: Use, facts: Facts, _setting: Setting, arg: str) -> bool:
    """The member of staff has the role that the clause names."""
    return facts.staff is not None and facts.staff.role == arg


def training_valid(_use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """The privacy training of the member of staff has not expired (8-f)."""
    return facts.staff is not None and setting.is_ahead(facts.staff.training_until)


def break_glass(_use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """Exceptional access was opened with a written reason and is not over (2-l)."""
    staff = facts.staff
    return (
        staff is not None
        and bool((staff.break_glass_reason or "").strip())
        and setting.is_ahead(staff.break_glass_until)
    )


def system_entitled(_use: Use, facts: Facts, _setting: Setting, arg: str) -> bool:
    """The token of the publisher's own system was made to open what the clause names."""
    return arg in facts.system_opens


def service_template(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The message is typed as a service message and holds no marketing (4.2-b1)."""
    return facts.contact is not None and facts.contact.template_typed and not facts.contact.marketing


def stop_offered(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The message names its sender and a free way to stop (CPCE L34-5)."""
    return facts.contact is not None and facts.contact.stop_offered


def voice_permitted(_use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """Not a sales call, or one at a permitted hour, within the number of tries, long after any refusal."""
    contact = facts.contact
    if contact is None or contact.channel != "voice":
        return contact is not None
    return (
        contact.window_open
        and contact.attempts < setting.figure("voice.attempts")
        and not _recently_refused(facts, setting)
    )


def _recently_refused(facts: Facts, setting: Setting) -> bool:
    refused = facts.contact.refused_at if facts.contact else None
    if refused is None:
        return False
    return refused.tzinfo is None or setting.now < refused + timedelta(days=setting.figure("voice.refusal_days"))
