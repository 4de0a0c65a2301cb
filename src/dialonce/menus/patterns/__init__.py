"""Regular expressions that publishers may write, matched in time linear in the text, whatever the pattern."""

from dialonce.menus.patterns.machine import Pattern, compile_pattern

__all__ = ["Pattern", "compile_pattern"]
