"""Patterns match what Python's would, in time linear in the text."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.menus.patterns import MAX_PATTERN, compile_pattern
from tests.menus.no_hang import no_hang

_atoms = st.sampled_from(
    ["a", "b", "1", ".", r"\d", r"\w", r"\s", "[ab]", "[^a]", "[a-c1]", r"\.", "^", "$", "-", r"[\d-]", "[]a]"]
)
_marks = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,}", "*?", "+?"])


def _quantified(pair: tuple[str, str]) -> str:
    atom, mark = pair
    return atom if atom in "^$" else atom + mark


_pieces = st.tuples(_atoms, _marks).map(_quantified)
_patterns = st.recursive(
    st.lists(_pieces, max_size=4).map("".join),
    lambda inner: st.tuples(st.sampled_from(["({}|{})", "(?:{}){}", "({})+{}", "{}|{}"]), inner, inner).map(
        lambda parts: parts[0].format(parts[1], parts[2])
    ),
    max_leaves=4,
)


@given(_patterns, st.text("abA1c .-\n", max_size=8), st.booleans())
def test_pattern_agrees_with_python(pattern: str, text: str, ignore_case: bool) -> None:
    expected = re.search(pattern.replace("$", r"\Z"), text, re.IGNORECASE if ignore_case else re.NOFLAG)
    assume(len(pattern) <= MAX_PATTERN)
    assert compile_pattern(pattern, ignore_case=ignore_case).found_in(text) is (expected is not None)


@pytest.mark.parametrize(("pattern", "text"), [("SET", "settings"), ("[A-F]x", "cX"), ("é", "É")])
def test_case_is_ignored_when_asked(pattern: str, text: str) -> None:
    assert compile_pattern(pattern, ignore_case=True).found_in(text)
    assert not compile_pattern(pattern).found_in(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "a)",
        "[",
        "[]",
        "*",
        "a**",
        "a{2}{3}",
        "(?=a)",
        "(?<!a)",
        r"\1",
        r"\b",
        "(?i)a",
        "{2}",
        "a{51}",
        "a{3,2}",
        "[b-a]",
        "\\",
        "a" * 201,
    ],
)
def test_pattern_outside_the_subset_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["((((a{50}){50}){50}){50}){50}", "((((){50}){50}){50}){50}", "(a|b|c){50}" * 9])
def test_pattern_that_grows_too_large_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid, match="too large"):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a+)+$x", "(a|a)*(a|a)*(a|a)*c", "(.*)(.*)(.*)(.*)[^a]", "(x+x+)+y"])
def test_catastrophic_pattern_takes_linear_time(pattern: str) -> None:
    with no_hang():
        assert not compile_pattern(pattern).found_in("a" * 2000)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_a_pattern_or_refused(pattern: str, text: str) -> None:
    try:
        compiled = compile_pattern(pattern)
    except Invalid:
        return
    assert compiled.found_in(text) in {True, False}


def test_negated_class_shuts_out_both_cases_when_case_is_ignored() -> None:
    assert not compile_pattern("[^a]{2}", ignore_case=True).found_in("1A")
    assert compile_pattern("[^a]{2}", ignore_case=True).found_in("1B")
