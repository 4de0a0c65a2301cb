"""French prevails (IN-a): an English text is valid only for the French text it was read against."""

import pytest

from tests.policy import pin_translations


@pytest.mark.clause("IN-a")
def test_translations_follow_the_french_text_they_were_read_against() -> None:
    stale = sorted(pin_translations.stale_translations())
    assert stale == [], (
        "Reread these English texts against the French, then run "
        f"python -m tests.policy.pin_translations {' '.join(stale)}"
    )


@pytest.mark.clause("IN-a")
def test_translation_becomes_stale_when_only_the_french_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = pin_translations.current_pins()
    changed["3.1-e"] = "0" * 16 + changed["3.1-e"][16:]
    monkeypatch.setattr(pin_translations, "current_pins", lambda: changed)
    assert pin_translations.stale_translations() == {"3.1-e"}
