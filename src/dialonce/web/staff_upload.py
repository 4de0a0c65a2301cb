"""Forms of the console that bring a file along."""

from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from dialonce.web.staff import AtWork, check_form_token


async def read_staff_upload(
    request: Request[Any, Any, Any], at_work: AtWork, field: str
) -> tuple[dict[str, str], bytes]:
    """The fields, and the file of one field; empty when none was chosen. Raises as `read_staff_form` does.

    How large a request may be is the route's to say.
    """
    posted = await request.form()
    form = {name: value for name, value in posted.multi_items() if isinstance(value, str)}
    check_form_token(request, at_work.form_token, form)
    file = posted.get(field)
    return form, await file.read() if isinstance(file, UploadFile) else b""
