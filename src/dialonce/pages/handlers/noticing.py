"""The answer to the notice."""

from typing import Any

from litestar import Response, post

from dialonce.errors import Invalid
from dialonce.pages.handlers.answers import AnyRequest, local_path, see
from dialonce.pages.handlers.notices import policy_of
from dialonce.pages.handlers.stay import declined_mark, open_stay
from dialonce.subjects import acknowledge_notice
from dialonce.web.cookies import set_cookie
from dialonce.web.forms import read_form
from dialonce.web.parts import parts_of


@post("/notice", status_code=303)
async def answer_notice(request: AnyRequest) -> Response[Any]:
    """`read`: what happens from now on may be kept. `decline`: nothing personal is, and the browser is asked not to ask again.

    At a public address there is nobody to keep anything of, so that reading changes nothing.
    """
    form = await read_form(request)
    stay = await open_stay(request)
    answer = see(local_path(form.get("back", ""), below=stay.base, default=stay.base))
    link = stay.visit.link
    if form.get("answer") == "decline":
        set_cookie(request, answer, "notice", declined_mark(request, stay, policy_of(request, stay).version))
    elif form.get("answer") != "read":
        raise Invalid("The answer to the notice is `read` or `decline`.")
    elif link is not None and stay.secret is not None and stay.visit.subject_id is None:
        await acknowledge_notice(parts_of(request).vault, link, stay.secret, form.get("version", ""))
    return answer
