"""The table of roles against every page and every form of a publisher's console."""

import re

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.pages.console.sections import SECTION_GROUPS
from dialonce.staff import OPERATOR, Permission, Role, may
from tests.house_of import Furnished, furnish
from tests.pages.test_console_access import OF_PUBLISHERS, filled
from tests.staff_of import PAGE, form_token, sign_in

pytestmark = pytest.mark.anyio
FORBIDDEN = 403
MENU = r"interfaces/{interface_id:uuid}"
# What each page and form asks for, written anew and not taken from the handlers. The first that matches counts.
ASKED: tuple[tuple[str, str, Permission | None], ...] = (
    ("GET", r"", None),
    ("GET", r"calls", Permission.CALLS_READ),
    ("POST", r"calls/(search|caller)", Permission.CALLS_READ),
    ("GET", r"inbox(/export\.(csv|json)|/{answer_id:uuid})?", Permission.INBOX_WORK),
    ("POST", r"inbox/{answer_id:uuid}", Permission.INBOX_WORK),
    ("GET", r"inbox/systems", Permission.INBOX_HAND_OVER),
    ("POST", r"inbox/systems(/revoke)?", Permission.INBOX_HAND_OVER),
    ("GET", r"insights(/.+)?", Permission.INSIGHTS_READ),
    ("GET", r"lines/(new|import)", Permission.LINES_EDIT),
    ("GET", r"lines(/{line_id:uuid})?", Permission.LINES_READ),
    ("POST", r"lines(/import|/{line_id:uuid})?", Permission.LINES_EDIT),
    ("GET", r"interfaces/new", Permission.INTERFACES_EDIT),
    ("POST", r"interfaces/new", Permission.INTERFACES_EDIT),
    ("GET", MENU + r"/publish", Permission.INTERFACES_PUBLISH),
    ("POST", MENU + r"/(publish|plan/cancel|versions/{version:int}/roll-back)", Permission.INTERFACES_PUBLISH),
    ("POST", MENU + r"/(share|preview/.+)", Permission.INTERFACES_READ),
    ("POST", MENU + r"/.+", Permission.INTERFACES_EDIT),
    ("GET", r"interfaces(/.+)?", Permission.INTERFACES_READ),
    ("GET", r"solutions(/.+)?", Permission.SOLUTIONS_MANAGE),
    ("POST", r"solutions(/.+)?", Permission.SOLUTIONS_MANAGE),
    ("GET", r"staff", Permission.STAFF_MANAGE),
    ("POST", r"staff(/{staff_id:uuid})?", Permission.STAFF_MANAGE),
    ("GET", r"start", Permission.LINES_EDIT),
    ("GET", r"try", Permission.LINES_READ),
    ("POST", r"start/line", Permission.LINES_EDIT),
    ("POST", r"start/menu", Permission.INTERFACES_EDIT),
    ("POST", r"start/publish", Permission.INTERFACES_PUBLISH),
    ("GET", r"privacy/requests(/.+)?", Permission.RIGHTS_WORK),
    ("POST", r"privacy/(requests/.+|retention/holds)", Permission.RIGHTS_WORK),
    ("GET", r"privacy/policy/own", Permission.POLICY_EDIT),
    ("POST", r"privacy/policy/own", Permission.POLICY_EDIT),
    ("GET", r"privacy/policy(/versions.*)?", Permission.POLICY_READ),
    ("GET", r"privacy/register(\.\w+)?", Permission.REGISTER_READ),
    ("GET", r"privacy/retention", Permission.RETENTION_READ),
    ("GET", r"privacy/journal.*", Permission.JOURNAL_READ),
    ("POST", r"privacy/journal(/verify)?", Permission.JOURNAL_READ),
    ("GET", r"privacy/consents", Permission.CONSENTS_READ),
    ("POST", r"privacy/consents", Permission.CONSENTS_READ),
    ("GET", r"privacy/training", Permission.TRAINING_READ),
    ("GET", r"privacy/(breaches(/.+)?|risks)", Permission.BREACHES_WORK),
    ("POST", r"privacy/(breaches(/.+)?|risks)", Permission.BREACHES_WORK),
)


def asked(method: str, path: str) -> Permission | None:
    """What this page or form asks for; fails for one that nobody has placed in the table."""
    rest = path.removeprefix("/console/{slug:str}").removeprefix("/")
    for of_method, pattern, permission in ASKED:
        if of_method == method and re.fullmatch(pattern, rest):
            return permission
    raise AssertionError(f"{method} {path} is not in the table")


def test_every_permission_of_a_section_is_asked_for_somewhere() -> None:
    spoken = {permission for _, _, permission in ASKED}
    of_publishers = [section for group in SECTION_GROUPS for section in group.sections if section.of_publisher]
    assert {section.permission for section in of_publishers} <= spoken
    assert spoken - {None} == set(Permission) - {Permission.PUBLISHERS_MANAGE}


@pytest.fixture(scope="module")
async def trodden(running: Running, client: AsyncTestClient) -> Furnished:
    """A publisher of its own: what the forms that are let through do, they do here."""
    return await furnish(running, name="Maison Ouverte", number="+33199005600")


@pytest.mark.clause("8-e", "2-l")
@pytest.mark.parametrize("role", Role)
async def test_every_page_and_form_opens_to_the_roles_of_the_table(
    client: AsyncTestClient, running: Running, trodden: Furnished, role: Role
) -> None:
    tenant = OPERATOR if role is Role.OPERATOR_ADMIN else trodden.publisher_id
    slug = running.parts.vault.directory.publishers[trodden.publisher_id].slug
    await sign_in(client, running, role=role, publisher_id=tenant)
    token = await form_token(client)
    wrong = []
    for method, path in OF_PUBLISHERS:
        permission = asked(method, path)
        form = {"_csrf_token": token} if method == "POST" else None
        answer = await client.request(method, filled(path, slug), data=form, headers=PAGE, follow_redirects=False)
        let_in = answer.status_code != FORBIDDEN
        if let_in != (permission is None or may(role, permission)) or answer.status_code >= 500:
            wrong.append((method, path, answer.status_code))
    client.cookies.clear()
    assert wrong == []
