"""Which shape an error takes: problem documents for `/v1`, the classic shape for the contract of 2016."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import NotFoundException

from dialonce.api.classic_errors import answer_classic
from dialonce.errors import Unauthorized
from dialonce.web.bearer import bearer_token, require_caller
from dialonce.web.problems import answer_problem

NEW_PATHS = ("/v1", "/schema")


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The answer to a program."""
    if request.url.path.startswith(NEW_PATHS):
        return answer_problem(request, error)
    if isinstance(error, NotFoundException) and bearer_token(request) is not None:
        try:
            require_caller(request)
        except Unauthorized as stranger:
            return answer_classic(request, stranger)
    return answer_classic(request, error)
