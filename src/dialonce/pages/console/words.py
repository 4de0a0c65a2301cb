"""Words that several areas of the console use."""

from dialonce.i18n import Locale, translate
from dialonce.staff import Role


def role_name(say: Locale, role: Role) -> str:
    """The role in words."""
    return translate(say, f"staff.role_{role.value.replace('-', '_')}")
