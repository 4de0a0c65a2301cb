"""Two interfaces of an invented telecom operator, for demonstration and for learning how documents are
written.
"""

from importlib.resources import files


def demo_interface(culture: str) -> bytes:
    """The classic document in French for French cultures, in English for all others."""
    language = "fr" if culture.lower()[:2] == "fr" else "en"
    return files("dialonce.menus.demo").joinpath(f"{language}.json").read_bytes()
