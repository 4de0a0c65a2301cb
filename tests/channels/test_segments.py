import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels.segments import BASIC, EXTENDED, Segmentation, fold_to_gsm7, is_gsm7, segments

gsm7_texts = st.text(st.sampled_from(sorted(BASIC | EXTENDED)), max_size=400)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segmentation("gsm-7", 0, 1)),
        ("a" * 160, Segmentation("gsm-7", 160, 1)),
        ("a" * 161, Segmentation("gsm-7", 161, 2)),
        ("a" * 306, Segmentation("gsm-7", 306, 2)),
        ("a" * 307, Segmentation("gsm-7", 307, 3)),
        ("€" * 80, Segmentation("gsm-7", 160, 1)),
        ("€" * 81, Segmentation("gsm-7", 162, 2)),
        ("a" * 152 + "€" + "a" * 152, Segmentation("gsm-7", 306, 3)),  # the pair does not fit in septet 153
        ("a" * 151 + "€" + "a" * 153, Segmentation("gsm-7", 306, 2)),
        ("ê" * 70, Segmentation("ucs-2", 70, 1)),
        ("ê" * 71, Segmentation("ucs-2", 71, 2)),
        ("ê" * 134, Segmentation("ucs-2", 134, 2)),
        ("ê" * 135, Segmentation("ucs-2", 135, 3)),
        ("😀" * 35, Segmentation("ucs-2", 70, 1)),
        ("ê" * 66 + "😀" + "ê" * 66, Segmentation("ucs-2", 134, 3)),  # nor a surrogate pair in unit 67
        ("éèùàìòÇ", Segmentation("gsm-7", 7, 1)),
    ],
)
def test_segments_at_each_boundary_are_exact(text: str, expected: Segmentation) -> None:
    assert segments(text) == expected


def test_alphabet_of_gsm7_has_its_128_positions_without_the_escape() -> None:
    assert len(BASIC) == 127
    assert len(EXTENDED) == 10
    assert not BASIC & EXTENDED


@given(gsm7_texts)
def test_segments_of_gsm7_text_lie_between_the_arithmetic_bounds(text: str) -> None:
    found = segments(text)
    assert found.encoding == "gsm-7"
    if found.units > 160:
        assert -(-found.units // 153) <= found.count <= -(-found.units // 152)


@given(st.text(max_size=300))
def test_segments_of_any_text_grow_only_with_it(text: str) -> None:
    assert segments(text).count <= segments(text + "a").count


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once_and_leaves_gsm7_alone(text: str) -> None:
    folded = fold_to_gsm7(text)
    assert fold_to_gsm7(folded) == folded
    if is_gsm7(text):
        assert folded == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Crêpes à Besançon", "Crepes à Besancon"), ("L’Œuvre – été", "L'OEuvre - été"), ("電話", "電話")],
)
def test_folding_french_text_keeps_it_readable(text: str, folded: str) -> None:
    assert fold_to_gsm7(text) == folded
