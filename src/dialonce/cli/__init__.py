"""Everything an operator does from the shell."""

from dialonce.cli.main import main

__all__ = ["main"]
