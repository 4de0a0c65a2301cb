"""Templates: nothing to mend in them, and the same menu in both languages."""

import re

import pytest

from dialonce.errors import NotFound
from dialonce.i18n import LOCALES
from dialonce.menus import OUTGOING_CALL, check_interface, import_classic, outline_view
from dialonce.menus.edit import pair_languages, words_of
from dialonce.menus.edit.light import light_of
from dialonce.menus.templates import template_document, template_names


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", template_names())
def test_template_has_nothing_to_mend(name: str, locale: str) -> None:
    interface = import_classic(template_document(name, locale))
    assert [finding.code for finding in check_interface(interface)] == []
    nodes = outline_view(interface.views[OUTGOING_CALL]).nodes
    assert len(nodes) >= 7
    assert all(node.reachable and not node.dead_end for node in nodes)
    assert interface.culture == locale


@pytest.mark.parametrize("name", template_names())
def test_template_says_the_same_in_both_languages(name: str) -> None:
    french, english = (import_classic(template_document(name, locale)) for locale in ("fr", "en"))
    for pair in pair_languages(french, english):
        assert [one.source.text for one in pair.texts if one.state in ("missing", "empty")] == []
        assert pair.missing == ()


@pytest.mark.parametrize("name", template_names())
def test_french_has_its_typography(name: str) -> None:
    words = [word.text for word in words_of(import_classic(template_document(name, "fr")))]
    assert [text for text in words if re.search(r" [:;?!»]|« |\w'\w", text)] == []


@pytest.mark.parametrize("name", template_names())
def test_texts_are_edited_without_tags(name: str) -> None:
    words = words_of(import_classic(template_document(name, "en")))
    assert [word.text for word in words if word.kind == "markup" and light_of(word.text) is None] == []


def test_template_is_named_as_wished() -> None:
    assert import_classic(template_document("bank", "en", "Blue Bank")).name == "Blue Bank"
    with pytest.raises(NotFound):
        template_document("../classic", "en")
