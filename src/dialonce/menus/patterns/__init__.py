"""Regular expressions that publishers may write, matched in time linear in the text, whatever the pattern."""

from dialonce.menus.patterns.machine import Pattern, compile_pattern
from dialonce.menus.patterns.syntax import MAX_PATTERN

__all__ = ["MAX_PATTERN", "Pattern", "compile_pattern"]
