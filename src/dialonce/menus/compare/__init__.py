"""What changed between two versions of an interface."""

from dialonce.menus.compare.change import Change, Detail, Kind, Thing
from dialonce.menus.compare.interfaces import diff_interfaces, pair_elements, pair_screens

__all__ = ["Change", "Detail", "Kind", "Thing", "diff_interfaces", "pair_elements", "pair_screens"]
