"""Tickets."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from dialonce.staff.ticket import new_ticket, read_ticket


def test_ticket_names_its_tenant_and_is_kept_as_a_digest() -> None:
    tenant = uuid4()
    text, ticket = new_ticket(tenant)
    assert ticket.tenant == tenant
    assert read_ticket(text) == ticket
    assert ticket.digest.hex() not in text


@given(st.text(max_size=70))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_ticket(text)


def test_another_tenants_name_on_a_ticket_makes_it_another_ticket() -> None:
    text, ticket = new_ticket(uuid4())
    other, _ = new_ticket(uuid4())
    forged = read_ticket(other[:20] + text[20:])
    assert forged is None or forged.digest != ticket.digest
