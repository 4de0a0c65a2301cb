"""Everything an operator does from the shell."""

import gc

# Loading the program makes many objects and no garbage: looking for some would take a tenth of the time to start.
gc.disable()

from dialonce.cli.main import main  # noqa: E402

gc.freeze()
gc.enable()

__all__ = ["main"]
