"""Tables as CSV, with the noise and the withheld cells that the pages show."""

from litestar import Response, get

from dialonce.errors import NotFound
from dialonce.insights import CUBE, read, table_csv
from dialonce.pages.console.insights.asking import BASE, AnyRequest, asked_of
from dialonce.pages.handlers.answers import NO_STORE


@get(f"{BASE}/tables/{{name:str}}")
async def download(request: AnyRequest, slug: str, name: str) -> Response[str]:
    """One published table of the chosen weeks."""
    dataset = name.removesuffix(".csv")
    asked = await asked_of(request, slug)
    if dataset not in CUBE:
        raise NotFound("There is no such table.")
    reading = await read(asked.insights, asked.at_work.who, asked.at_work.publisher_id, asked.span, [dataset])
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{dataset}-{asked.span.since}.csv"'}
    return Response(table_csv(reading, dataset), media_type="text/csv; charset=utf-8", headers=headers)


ROUTES = (download,)
