"""Which pages share the token of their forms."""

import pytest

from dialonce.web.forms import form_scope


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("/", "/"),
        ("/privacy", "/"),
        ("/preferences", "/"),
        ("/l/A1b2C3d4E5f6", "/l/A1b2C3d4E5f6"),
        ("/l/A1b2C3d4E5f6/s/10?from=1", "/l/A1b2C3d4E5f6"),
        ("/l/A1b2C3d4E5f6?event=satisfaction", "/l/A1b2C3d4E5f6"),
        ("/m/telecom-azur/s/131/4/send", "/m/telecom-azur"),
        ("/lx/abc/d", "/"),
        ("", "/"),
        ("l/x/y", "/"),
        ("https://elsewhere.test/l/x", "/l/x"),
    ],
)
def test_form_scope_is_the_visit(path: str, scope: str) -> None:
    assert form_scope(path) == scope
