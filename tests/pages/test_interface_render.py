import gzip
import re

import pytest

from dialonce.menus.model import SATISFACTION
from dialonce.pages.assets import all_assets
from dialonce.pages.interface import MenuPage, picture_hosts, render_call, render_screen, screen_sheet
from dialonce.pages.interface.view import CallPage
from dialonce.pages.page import Page, Theme
from tests.pages.samples import COLLECTED, LOGO, NOTICE, STYLES, sample_menu
from tests.pages.states import menus

PAGE = Page("fr", path="/m/altis/s/1", csrf="token")
BUDGET = 14 * 1024


def html_of(menu: MenuPage, page: Page = PAGE) -> str:
    return render_screen(menu, page)


def test_buttons_open_screens_with_the_way_back() -> None:
    assert '<a class="m-row" href="/m/altis/s/10?from=1"><span>Ma facture et mes paiements</span>' in html_of(
        sample_menu()
    )


def test_call_is_a_telephone_link_and_says_its_number() -> None:
    html = html_of(sample_menu())
    assert '<a class="m-row call m-call" href="tel:3900" data-count="/m/altis/s/1/6/call">' in html
    assert "<small>3900</small>" in html


@pytest.mark.clause("9-a", "9-c", "9-d")
def test_third_party_content_is_offered_and_never_embedded() -> None:
    html = html_of(sample_menu("10", policy_urls={"espace.altis.example": "https://espace.altis.example/vie-privee"}))
    assert "<iframe" not in html
    assert not re.search(r"rel=\"?(?:preload|prefetch|preconnect|dns-prefetch)", html)
    assert "Contenu d’une autre société\u00a0: espace.altis.example" in html
    assert 'href="https://espace.altis.example/vie-privee" rel="external noopener noreferrer"' in html


@pytest.mark.clause("9-c")
def test_pictures_of_other_servers_load_only_on_request() -> None:
    before, after = sample_menu("10"), sample_menu("10", show_pictures=True)
    assert '<img src="https://' not in html_of(before)
    assert "/m/altis/s/10?pictures=1" in html_of(before)
    assert '<img src="https://cdn.altis.example/facture.png" alt="Où lire' in html_of(after)
    assert (picture_hosts(before), picture_hosts(after)) == ((), ("cdn.altis.example",))


def test_picture_with_our_copy_is_shown_at_once() -> None:
    html = html_of(sample_menu("10", pictures={"https://cdn.altis.example/facture.png": "/m/altis/media/1.png"}))
    assert '<img src="/m/altis/media/1.png"' in html
    assert "pictures=1" not in html


@pytest.mark.clause("0-c", "1-c")
def test_notice_stands_before_anything_is_kept_and_is_no_consent() -> None:
    html = html_of(sample_menu("30", notice=NOTICE, tick=NOTICE.version))
    assert html.index("m-notice") < html.index('class="menu"')
    assert "Il ne vaut consentement à rien." in html
    assert re.findall(r'name="answer" value="(\w+)"', html) == ["read", "decline"]
    assert 'type="checkbox" name="notice" value="2026-06" required' in html


def test_notice_is_gone_once_read() -> None:
    html = html_of(sample_menu("30"))
    assert "m-notice" not in html
    assert 'name="notice"' not in html


@pytest.mark.clause("2-j")
def test_page_links_the_policy_and_says_what_it_collects() -> None:
    html = html_of(sample_menu(collected=COLLECTED))
    assert '<a href="/privacy">Vie privée</a>' in html
    assert '<a href="/privacy#3.1-d">Clause 3.1-d</a>' in html


def test_back_arrow_leads_back_and_is_missing_at_the_start() -> None:
    assert "m-back" not in html_of(sample_menu())
    assert '<a class="m-back" href="/m/altis" rel="prev">' in html_of(sample_menu("10"))


def test_ratings_stand_together_as_buttons() -> None:
    html = html_of(sample_menu(event=SATISFACTION))
    group = re.search(r'<div class="m-rates".*?</div>', html, flags=re.DOTALL)
    assert group is not None
    actions = re.findall(r'action="([^"]+)"', group[0])
    assert actions == [f"/m/altis/s/~satisfaction~1/{position}/rate" for position in (1, 2, 3)]


@pytest.mark.parametrize(
    ("theme", "styled", "expected"),
    [
        ("auto", True, (True, True)),
        ("light", True, (True, True)),
        ("dark", True, (False, False)),
        ("auto", False, (False, False)),
    ],
)
def test_publishers_colours_hold_the_page_light_unless_the_reader_chose_dark(
    theme: Theme, styled: bool, expected: tuple[bool, bool]
) -> None:
    html = html_of(sample_menu(styles=STYLES if styled else ""), Page("fr", theme))
    assert ('<html lang="fr" data-theme="light"' in html, "/style." in html) == expected


def test_sheet_holds_brand_rules_and_element_styles() -> None:
    menu = sample_menu("10", styles=STYLES)
    sheet = screen_sheet(menu.screen, menu.brand)
    assert sheet is not None
    assert f"/m/altis/s/10/style.{sheet.mark}.css" in html_of(menu)
    assert ".menu .pub-promo{" in sheet.css
    assert ".menu .e0-0{color:#0a6b2d}" in sheet.css
    assert "#1c4fa0" in sheet.css


def test_no_wishes_make_no_sheet() -> None:
    assert screen_sheet(sample_menu().screen, None) is None


def test_logo_of_another_server_is_not_loaded() -> None:
    assert f'<img src="{LOGO}" alt="Altis"' in html_of(sample_menu(logo=LOGO))
    assert "<img" not in html_of(sample_menu(logo="https://cdn.example/logo.png"))


def test_interface_keeps_its_culture_under_an_english_shell() -> None:
    html = html_of(sample_menu(), Page("en"))
    assert '<html lang="en">' in html
    assert '<div class="menu" lang="fr">' in html
    assert "My data" in html


def test_search_engines_stay_away_from_drafts_and_single_calls() -> None:
    pages = [sample_menu(), sample_menu(private=True), sample_menu(published=False)]
    assert ["noindex" in html_of(menu) for menu in pages] == [False, True, True]


def test_hostile_words_are_escaped() -> None:
    html = render_call(CallPage('<script>"', "<b>", 'tel:"', "/m"), PAGE)
    assert "<script>" not in html
    assert 'href="tel:&#34;"' in html


@pytest.mark.parametrize("name", sorted(menus()))
def test_first_view_fits_its_budget(name: str) -> None:
    menu = menus()[name]
    sheet = screen_sheet(menu.screen, menu.brand)
    own = sum(len(asset.gzipped) for asset in all_assets() if asset.name in ("menu.css", "menu.js", "mark.svg"))
    page = len(gzip.compress(html_of(menu).encode())) + len(gzip.compress((sheet.css if sheet else "").encode()))
    assert own + page <= BUDGET


def test_publishers_ground_takes_the_publishers_ink_throughout() -> None:
    menu = sample_menu("30", styles=STYLES)
    assert "m-own" not in html_of(menu)
    assert '<a class="m-row m-own pub-promo"' in html_of(sample_menu("50", styles=STYLES))
