import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.menus.walk import Place
from dialonce.pages.interface import back_path, element_path, extend_trail, read_trail, screen_path
from dialonce.pages.interface.links import LONGEST_TRAIL, write_trail
from tests.pages.samples import sample_interface

INTERFACE = sample_interface()
ENTRY, BILL, LOST = Place(), Place(address="10"), Place(address="30")
PLACES = st.sampled_from([Place(address=at) for at in ("1", "10", "20", "30", "40")] + [Place("satisfaction", "1")])


def test_screen_path_names_place_and_way() -> None:
    assert screen_path("/m/x", BILL) == "/m/x/s/10"
    assert screen_path("/m/x", BILL, (ENTRY, LOST)) == "/m/x/s/10?from=1!30"
    assert screen_path("/m/x", BILL, (ENTRY,), pictures=True) == "/m/x/s/10?from=1&pictures=1"


def test_element_path_keeps_the_way_for_the_answer() -> None:
    assert element_path("/m/x", BILL, 3, "rate", (ENTRY,)) == "/m/x/s/10/3/rate?from=1"


def test_back_leads_one_screen_back_and_at_last_to_the_entry() -> None:
    assert back_path("/m/x", (ENTRY, BILL)) == "/m/x/s/10?from=1"
    assert back_path("/m/x", (ENTRY,)) == "/m/x/s/1"
    assert back_path("/m/x", ()) == "/m/x"


def test_going_to_a_screen_on_the_way_forgets_the_detour() -> None:
    assert extend_trail((ENTRY, BILL), LOST, BILL) == (ENTRY,)
    assert extend_trail((ENTRY,), BILL, LOST) == (ENTRY, BILL)
    assert extend_trail((), ENTRY, ENTRY) == ()


@given(st.lists(PLACES, max_size=LONGEST_TRAIL))
def test_trail_survives_its_address(places: list[Place]) -> None:
    assert read_trail(INTERFACE, write_trail(places)) == tuple(places)


@given(PLACES, st.lists(PLACES, max_size=40))
def test_trail_stays_short_and_without_the_target(start: Place, walk: list[Place]) -> None:
    here = start
    trail: tuple[Place, ...] = ()
    for target in walk:
        trail = extend_trail(trail, here, target)
        here = target
        assert len(trail) <= LONGEST_TRAIL
        assert here not in trail


@given(st.text(max_size=200))
def test_any_trail_can_be_read(text: str) -> None:
    assert len(read_trail(INTERFACE, text)) <= LONGEST_TRAIL


@pytest.mark.parametrize("text", ["", "!", "99", "../..", "1~2~3~4"])
def test_trail_that_leads_nowhere_is_empty(text: str) -> None:
    assert read_trail(INTERFACE, text) == ()
