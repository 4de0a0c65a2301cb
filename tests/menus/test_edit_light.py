"""Texts without tags: what they say comes back, and what they cannot say is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.menus import demo_interface, import_classic, sanitise_html
from dialonce.menus.edit.light import light_of, markup_of
from dialonce.menus.edit.words import words_of
from tests.menus.strategies import hostile_html

SAID = [
    ("Bonjour", "<p>Bonjour</p>"),
    ("# Titre\n\nUn\nDeux\n\nTrois", "<h2>Titre</h2><p>Un<br>Deux</p><p>Trois</p>"),
    ("## Petit\n\n- un\n- deux\n\nFin", "<h3>Petit</h3><ul><li>un</li><li>deux</li></ul><p>Fin</p>"),
    ("**Fort** et _doux_", "<p><strong>Fort</strong> et <em>doux</em></p>"),
    ("[ici](https://a.example/?a=1&b=2)", '<p><a href="https://a.example/?a=1&amp;b=2">ici</a></p>'),
    ("1. un\n2. deux", "<ol><li>un</li><li>deux</li></ol>"),
    ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ("nom_de_fichier", "<p>nom_de_fichier</p>"),
    ("", ""),
]


@pytest.mark.parametrize(("light", "markup"), SAID)
def test_light_text_is_markup_and_back(light: str, markup: str) -> None:
    assert markup_of(light) == markup
    assert light_of(markup) == light


@pytest.mark.parametrize(
    "markup", ['<p class="x">a</p>', "<p>a", "<div>a</div>", "a", "<p>**a**</p>", "<u>a</u>", "<p><!-- a --></p>"]
)
def test_markup_that_says_more_stays_markup(markup: str) -> None:
    assert light_of(markup) is None


@given(hostile_html | st.text(max_size=60))
def test_light_text_is_only_offered_where_it_says_the_same(markup: str) -> None:
    light = light_of(markup)
    if light is not None:
        assert light_of(markup_of(light)) == light


@given(st.text(max_size=60))
def test_light_text_never_brings_code(light: str) -> None:
    assert "<script" not in markup_of(light)
    assert sanitise_html(markup_of(light)).count("<p") <= markup_of(light).count("<p")


def test_most_texts_of_a_real_menu_are_edited_without_tags() -> None:
    interface = import_classic(demo_interface("fr"))
    texts = [word.text for word in words_of(interface) if word.kind == "markup"]
    light = [text for text in texts if light_of(text) is not None]
    assert len(light) > len(texts) / 2
