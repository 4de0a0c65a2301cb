"""Publishers' HTML, made safe to show, and what that took out."""

from dialonce.menus.markup.findings import Remarks, read_markup
from dialonce.menus.markup.sanitise import picture_hosts, sanitise_html

__all__ = ["Remarks", "picture_hosts", "read_markup", "sanitise_html"]
