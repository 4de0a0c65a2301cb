"""A call to try: the simulator's phone with this publisher's own lines, on any installation."""

from litestar import Response, get

from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.simulator import answer_simulator, simulator_view
from dialonce.pages.visitor import page_of
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import require_staff


@get("/console/{slug:str}/try")
async def try_call(request: AnyRequest, slug: str) -> Response[str]:
    """The phone."""
    at_work = await require_staff(request, Permission.LINES_READ, slug)
    view = simulator_view(parts_of(request).vault, at_work.locale, at_work.publisher_id)
    return answer_simulator(page_of(request), view)


ROUTES = (try_call,)
