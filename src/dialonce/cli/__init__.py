"""Everything an operator does from the shell."""
