"""The generated reference is what the code says now."""

from pathlib import Path

from dialonce.cli.reference import reference_pages

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_reference_is_up_to_date() -> None:
    for name, text in reference_pages().items():
        assert (REFERENCE / name).read_text("utf-8") == text, (
            f"run `dialonce reference {REFERENCE.name}`: {name} is old"
        )
