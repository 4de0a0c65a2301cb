"""Conditions: whether an element is shown, as an expression over the device context.

    context.interceptionEnabled
    context.interceptionEnabled == false && !context.isInterstitial
    (context.simCountry == "fr") || context.simCountry == null

Names under `context`, literals (numbers, texts, `true`, `false`, `null`, `undefined`), `== != === !== && ||
!` and brackets; nothing can be called, so evaluation always ends and touches nothing. Values compare as in
JavaScript. What the context does not hold is `undefined`: equal to `null` only, and not true. So on a plain
web page, where nothing is known of the device, neither `context.x` nor `context.x == false` holds, while
`!context.x` and `context.x == null` do.
"""

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from dialonce.errors import Invalid

MAX_LENGTH = 500
MAX_DEPTH = 24

Context = Mapping[str, Any]
Expression = Callable[[Context], Any]

_TOKEN = re.compile(
    r"""\s*(?:(?P<operator>===|!==|==|!=|&&|\|\||!|\(|\))
    |(?P<text>"[^"\\]*"|'[^'\\]*')
    |(?P<number>-?[0-9]{1,15}(?:\.[0-9]{1,15})?)
    |(?P<name>[A-Za-z_$][A-Za-z0-9_$]*(?:\.[A-Za-z_$][A-Za-z0-9_$]*)*)
    |(?P<end>$))""",
    re.VERBOSE | re.ASCII,
)
_LITERALS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "undefined": None}

Token = tuple[str, str]


@lru_cache(maxsize=1024)
def parse_condition(text: str) -> Expression:
    """The expression as a function of the context; raises Invalid saying where it cannot be understood."""
    if len(text) > MAX_LENGTH:
        raise Invalid(f"The condition has more than {MAX_LENGTH} characters. Shorten it.")
    return _Parser(text).parse()


def condition_holds(text: str, context: Context) -> bool:
    """Whether the condition holds; one that cannot be understood does not."""
    try:
        expression = parse_condition(text)
    except Invalid:
        return False
    return _truth(expression(context))


class _Parser:
    """Recursive descent, one method a level of precedence."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokenise(text)
        self._index = 0
        self._depth = 0

    def parse(self) -> Expression:
        expression = self._either()
        if self._kind() != "end":
            raise _not_understood(self._next())
        return expression

    def _either(self) -> Expression:
        left = self._both()
        while self._take("||"):
            left = _or(left, self._both())
        return left

    def _both(self) -> Expression:
        left = self._comparison()
        while self._take("&&"):
            left = _and(left, self._comparison())
        return left

    def _comparison(self) -> Expression:
        left = self._unary()
        while operator := self._take("==", "!=", "===", "!=="):
            left = _compare(left, self._unary(), strict=len(operator) == 3, equal=operator[0] == "=")
        return left

    def _unary(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Invalid(f"The condition is nested deeper than {MAX_DEPTH} levels. Simplify it.")
        result = _not(self._unary()) if self._take("!") else self._primary()
        self._depth -= 1
        return result

    def _primary(self) -> Expression:
        if self._take("("):
            inner = self._either()
            if not self._take(")"):
                raise _not_understood(self._next())
            return inner
        kind, text = token = self._next()
        match kind:
            case "text":
                return _constant(text[1:-1])
            case "number":
                return _constant(float(text))
            case "name" if text in _LITERALS:
                return _constant(_LITERALS[text])
            case "name" if text.startswith("context."):
                return _lookup(tuple(text.split(".")[1:]))
        raise _not_understood(token)

    def _kind(self) -> str:
        return self._tokens[self._index][0]

    def _next(self) -> Token:
        token = self._tokens[self._index]
        self._index = min(self._index + 1, len(self._tokens) - 1)
        return token

    def _take(self, *operators: str) -> str | None:
        kind, text = self._tokens[self._index]
        if kind != "operator" or text not in operators:
            return None
        self._index += 1
        return text


def _tokenise(text: str) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    while not tokens or tokens[-1][0] != "end":
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise Invalid(f"The condition cannot be understood at character {position + 1}.")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return tokens


def _not_understood(token: Token) -> Invalid:
    found = token[1][:20] or "its end"
    return Invalid(f"The condition cannot be understood at {found}. Use context names, == != && || ! and brackets.")


def _constant(value: Any) -> Expression:
    return lambda _: value


def _lookup(path: tuple[str, ...]) -> Expression:
    def look(context: Context) -> Any:
        value: Any = context
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        return value

    return look


def _or(left: Expression, right: Expression) -> Expression:
    def either(context: Context) -> Any:
        value = left(context)
        return value if _truth(value) else right(context)

    return either


def _and(left: Expression, right: Expression) -> Expression:
    def both(context: Context) -> Any:
        value = left(context)
        return right(context) if _truth(value) else value

    return both


def _not(inner: Expression) -> Expression:
    return lambda context: not _truth(inner(context))


def _compare(left: Expression, right: Expression, *, strict: bool, equal: bool) -> Expression:
    same = _same if strict else _alike
    return lambda context: same(left(context), right(context)) is equal


def _truth(value: Any) -> bool:
    match value:
        case None | bool() | str():
            return bool(value)
        case int() | float():
            return value != 0 and not math.isnan(value)
    return True


def _same(left: Any, right: Any) -> bool:
    if _is_number(left) and _is_number(right):
        return bool(left == right)
    return type(left) is type(right) and isinstance(left, str | bool | None) and left == right


def _alike(left: Any, right: Any) -> bool:
    scalars = isinstance(left, str | bool | int | float) and isinstance(right, str | bool | int | float)
    if not scalars or type(left) is type(right):
        return _same(left, right)
    return _number(left) == _number(right)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Any) -> float:
    try:
        return float(value.strip() or 0) if isinstance(value, str) else float(value)
    except (ValueError, OverflowError):
        return math.nan
