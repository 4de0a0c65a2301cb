"""Server-rendered pages for callers, staff and developers."""
