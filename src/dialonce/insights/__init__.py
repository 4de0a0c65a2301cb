"""Statistics that identify nobody, and the advertising-ID silo."""
