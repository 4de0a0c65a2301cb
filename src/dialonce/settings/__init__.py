"""Environment to one frozen struct; lower rooms receive values."""

from dialonce.settings.read import Settings, load_settings

__all__ = ["Settings", "load_settings"]
