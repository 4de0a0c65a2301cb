import re

import pytest

from dialonce.pages.page import Page
from dialonce.pages.public import (
    ErrorView,
    LinkExpiredView,
    OutboxView,
    render_error,
    render_link_expired,
    render_outbox,
    render_policy_diff,
    render_privacy,
)
from tests.pages.samples import sample_diff, sample_outbox, sample_privacy

PAGE = Page("fr")


@pytest.mark.parametrize(
    ("status", "title"),
    [(404, "Cette page n’existe pas"), (418, "Cette demande n’a pas été comprise"), (502, "Une panne de notre côté")],
)
def test_error_page_has_words_for_every_status(status: int, title: str) -> None:
    assert f"<h1>{title}</h1>" in render_error(ErrorView(status), PAGE)


def test_refusal_leads_to_the_clauses_that_say_so() -> None:
    html = render_error(ErrorView(403, clauses=("0-c", "3.1-d")), PAGE)
    assert re.findall(r'href="/privacy#([^"]+)"', html) == ["0-c", "3.1-d", "contacts"]


def test_every_clause_has_an_address_and_summaries_lead_there() -> None:
    html = render_privacy(sample_privacy(), PAGE)
    assert re.findall(r'<div class="clause" id="([^"]+)">', html) == ["3.1-d", "3.1-e", "6-a"]
    assert html.index("L’essentiel") < html.index('class="clause"')
    assert "1er juin 2026" in html


def test_diff_marks_what_came_and_went() -> None:
    html = render_policy_diff(sample_diff(), PAGE)
    assert "<del>vingt-quatre</del><ins>treize</ins>" in html


def test_outbox_offers_link_and_code_only_where_a_message_has_a_link() -> None:
    html = render_outbox(sample_outbox(), PAGE)
    assert html.count('<svg role="img"') == 1
    assert html.count("Ouvrir le lien") == 1
    assert "06 •• •• •• 55" in html


def test_empty_outbox_teaches_what_fills_it() -> None:
    assert "POST /ivr/serviceRequest" in render_outbox(OutboxView(()), PAGE)


def test_expired_link_offers_the_call_only_where_the_line_is_known() -> None:
    assert "tel:" not in render_link_expired(LinkExpiredView(), PAGE)
    assert 'href="tel:3900"' in render_link_expired(LinkExpiredView("3900", "tel:3900"), PAGE)
