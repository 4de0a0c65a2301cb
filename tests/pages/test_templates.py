"""What holds for every page, whatever it shows."""

import re

import pytest

from dialonce.i18n import LOCALES, Locale
from dialonce.pages.icons import icon_names
from dialonce.pages.page import Page
from dialonce.pages.templating import environment, warm_up
from tests.pages.states import drawings

PAGES = sorted(drawings())


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> Locale:
    found: Locale = request.param
    return found


@pytest.mark.parametrize("name", PAGES)
def test_page_holds_no_style_and_no_script_of_its_own(name: str, locale: Locale) -> None:
    html = drawings()[name](Page(locale, csrf="token"))
    assert re.findall(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:", html) == []


@pytest.mark.parametrize("name", PAGES)
def test_page_says_its_language_and_offers_both(name: str, locale: Locale) -> None:
    html = drawings()[name](Page(locale))
    assert f'<html lang="{locale}"' in html
    assert [f'name="locale" value="{one}"' in html for one in LOCALES] == [True, True]


@pytest.mark.parametrize("name", PAGES)
def test_every_posting_form_carries_the_token(name: str) -> None:
    html = drawings()[name](Page("fr", csrf="token"))
    forms = re.findall(r'<form[^>]*method="post"[^>]*>(.*?)</form>', html, flags=re.DOTALL)
    bare = [form for form in forms if 'name="_csrf_token" value="token"' not in form]
    assert bare == [] or name == "console-kit"


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique(name: str) -> None:
    ids = re.findall(r'\sid="([^"]*)"', drawings()[name](Page("fr")))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_links_to_other_sites_carry_no_referrer_and_are_marked(name: str) -> None:
    html = drawings()[name](Page("fr"))
    links = re.findall(r'<a [^>]*href="https?://(?!dial\.example|127\.)[^>]*>', html)
    assert [link for link in links if 'referrerpolicy="no-referrer"' not in link or "external" not in link] == []


def test_chosen_theme_is_set_on_the_page() -> None:
    draw = drawings()["landing"]
    seen = [re.findall(r"<html[^>]*>", draw(Page("fr", theme)))[0] for theme in ("auto", "light", "dark")]
    assert seen == ['<html lang="fr">', '<html lang="fr" data-theme="light">', '<html lang="fr" data-theme="dark">']


def test_path_to_come_back_to_is_escaped() -> None:
    html = drawings()["landing"](Page("fr", path='/"><script>'))
    assert "<script>" not in html
    assert 'value="/&#34;&gt;&lt;script&gt;"' in html


def test_all_templates_compile() -> None:
    assert warm_up(everything=True) == len(LOCALES) * len(environment("fr").list_templates())


def test_templates_compile_to_the_same_code_in_every_language() -> None:
    """Compiled code is shared: a filter over a literal would be folded into it in the words of one language."""
    french, english = environment("fr"), environment("en")
    assert french.loader is not None
    for name in french.list_templates():
        source = french.loader.get_source(french, name)[0]
        assert french.compile(source, name, raw=True) == english.compile(source, name, raw=True), name


def test_every_icon_named_in_templates_exists_and_is_drawn() -> None:
    env = environment("fr")
    assert env.loader is not None
    sources = [env.loader.get_source(env, name)[0] for name in env.list_templates()]
    named = {name for source in sources for name in re.findall(r"icon\('([a-z]+)'\)", source)}
    assert named <= set(icon_names())
