"""What is not good in an interface, said so that its publisher can mend it."""

from dialonce.menus.check.check import check_interface
from dialonce.menus.check.finding import Finding, Severity

__all__ = ["Finding", "Severity", "check_interface"]
