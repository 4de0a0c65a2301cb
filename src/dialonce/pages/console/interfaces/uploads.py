"""Forms of the console that may bring a file."""

from typing import Final

from litestar.datastructures import UploadFile

from dialonce.menus import MAX_BYTES
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.web.staff import AtWork, check_form_token

LARGEST_UPLOAD: Final = MAX_BYTES + 64 * 1024


async def read_upload(request: AnyRequest, at_work: AtWork, name: str = "file") -> tuple[dict[str, str], bytes]:
    """The posted texts, and the bytes of the file; none when no file was chosen. Raises `ForeignFormError`."""
    posted = await request.form()
    texts = {key: value for key, value in posted.multi_items() if isinstance(value, str)}
    check_form_token(request, at_work.form_token, texts)
    file = posted.get(name)
    return texts, await file.read() if isinstance(file, UploadFile) else b""
