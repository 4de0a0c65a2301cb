"""Every key that code and templates use exists, every key that exists is used, and both languages say the same."""

import re
from pathlib import Path
from string import Formatter

import dialonce
from dialonce.i18n.catalogue import Message, messages_in

SOURCE = Path(dialonce.__file__).parent
ASKED = re.compile(
    r"""\b(?:t|rich|translate|has_message)\(\s*(?:[\w.]+,\s*)?f?['"]([a-z_]+\.[a-z0-9_]+)(['"{])(\s*~)?"""
)
QUOTED = re.compile(r"""['"]([a-z_]+\.[a-z0-9_]+)['"]""")
PUT_TOGETHER = re.compile(r"""f"([a-z_]+\.[a-z0-9_]*)\{[^"]*\}([a-z0-9_]*)\"""")


def sources() -> str:
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def forms(message: Message) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def test_every_key_asked_for_exists() -> None:
    known = messages_in("fr")
    asked = ASKED.findall(sources())
    assert len(asked) > 50
    exact = {key for key, closing, joined in asked if closing != "{" and not joined}
    prefixes = {key for key, closing, joined in asked if closing == "{" or joined}
    assert exact - known.keys() == set()
    assert {prefix for prefix in prefixes if not any(key.startswith(prefix) for key in known)} == set()


def test_every_key_that_exists_is_used() -> None:
    text = sources()
    quoted = set(QUOTED.findall(text))
    ends = {(key, "") for key, closing, joined in ASKED.findall(text) if joined} | set(PUT_TOGETHER.findall(text))

    def is_used(key: str) -> bool:
        return key in quoted or any(key.startswith(first) and key.endswith(last) for first, last in ends)

    assert [key for key in messages_in("fr") if not is_used(key)] == []


def test_languages_have_the_same_parameters() -> None:
    def names(message: Message) -> set[str | None]:
        return {name for form in forms(message) for _, name, _, _ in Formatter().parse(form) if name}

    french, english = messages_in("fr"), messages_in("en")
    assert [key for key in french if names(french[key]) != names(english[key])] == []


def test_no_message_is_blank_and_plurals_have_their_categories() -> None:
    for locale, needed in (("fr", {"one", "many", "other"}), ("en", {"one", "other"})):
        for key, message in messages_in(locale).items():
            assert all(form.strip() for form in forms(message)), key
            assert isinstance(message, str) or set(message) == needed, key


def test_french_has_its_typography() -> None:
    """A curly apostrophe, no comma or full stop after a space, and no line that begins with a colon."""
    wrong = [
        key
        for key, message in messages_in("fr").items()
        for form in forms(message)
        if re.search(r"\w'\w| [,.]( |$)| [:;?!»]|« ", form)
    ]
    assert wrong == []
