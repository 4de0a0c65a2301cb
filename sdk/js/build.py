"""Joins the modules of `src` into the two files that are served, with nothing but Python.

`built/dialonce.min.js` is the classic website tag: one script, no module. `built/dialonce.min.mjs` is the SDK as one module.
Comments and needless spaces go, `const` is written `let`, private names are one letter; all others stay, so that
what runs can be read.
`python sdk/js/build.py` writes both; `--check` only says whether they are what `src` makes.
"""

import argparse
import re
import sys
from pathlib import Path
from string import ascii_lowercase

HERE = Path(__file__).parent
TARGETS = {"dialonce.min.js": "classic.js", "dialonce.min.mjs": "dialonce.js"}
LICENCE = "/* Dial-Once, Apache-2.0 */\n"

_TOKEN = re.compile(
    r"""(?P<comment>/\*[\s\S]*?\*/|//[^\n]*)
    |(?P<space>\s+)
    |(?P<template>`(?:\\[\s\S]|[^`\\])*`)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<word>[#\w$]+)
    |(?P<other>[\s\S])""",
    re.VERBOSE,
)
_REGEX = re.compile(r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_BEFORE_REGEX = frozenset("(,=:[!&|?{};+")
_IMPORT = re.compile(
    r'^import\s[^;]*?from "\./([\w-]+\.js)";\n|^export\s*\{[^}]*\}\s*from "\./([\w-]+\.js)";\n', re.MULTILINE
)
_EXPORTED = re.compile(r"^export\s*\{([^}]*)\}", re.MULTILINE)
_PRIVATE = re.compile(r"#\w+")
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)


def build() -> dict[str, str]:
    """The text of each built file."""
    return {target: _wrap(target, _order(entry), entry) for target, entry in TARGETS.items()}


def _wrap(target: str, modules: list[str], entry: str) -> str:
    _require_distinct_names(modules)
    body = "\n".join(_bare(module) for module in modules)
    if target.endswith(".mjs"):
        names = ",".join(_EXPORTED.findall(_read(entry))).split(",")
        return f"{LICENCE}{squeeze(body)}\nexport{{{','.join(name.strip() for name in names if name.strip())}}};\n"
    return f'{LICENCE}(()=>{{"use strict";\n{squeeze(body)}\n}})();\n'


def _order(entry: str, seen: list[str] | None = None) -> list[str]:
    """The modules that `entry` needs, each after those that it imports, and `entry` itself."""
    seen = [] if seen is None else seen
    for groups in _IMPORT.findall(_read(entry)):
        needed = "".join(groups)
        if needed not in seen:
            _order(needed, seen)
    if entry not in seen:
        seen.append(entry)
    return seen


def _bare(module: str) -> str:
    return re.sub(r"^export ", "", _IMPORT.sub("", _read(module)), flags=re.MULTILINE)


def _read(module: str) -> str:
    return (HERE / "src" / module).read_text("utf-8")


def _require_distinct_names(modules: list[str]) -> None:
    owner: dict[str, str] = {}
    for module in modules:
        for name in _DECLARED.findall(_read(module)):
            if owner.setdefault(name, module) != module:
                sys.exit(f"{module} and {owner[name]} both declare {name}; joined files share one scope, rename one")


def squeeze(source: str) -> str:
    """The program without comments and needless spaces. Every statement must end in a semicolon, and none is empty."""
    out: list[str] = []
    private: dict[str, str] = {}
    at, gap = 0, False
    while at < len(source):
        piece, kind = _token(source, at, out)
        at += len(piece)
        if kind in ("comment", "space"):
            gap = True
            continue
        if gap and out and _must_stay_apart(out[-1][-1], piece[0]):
            out.append(" ")
        gap = False
        if piece == "}" and out and out[-1] == ";":
            out.pop()
        out.append(_shorten(piece, kind, private))
    return _ascii(re.sub(r",([)\]}])", r"\1", "".join(out)))


def _ascii(program: str) -> str:
    """A page may declare any character set, or none; a script of ASCII alone reads the same in all of them."""
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in program)


def _shorten(piece: str, kind: str, private: dict[str, str]) -> str:
    if kind == "template":
        filled = re.sub(
            r"\$\{[^}]*\}", lambda hole: _PRIVATE.sub(lambda name: _letter(name[0], private), hole[0]), piece
        )
        return _squeeze_template(filled)
    if kind == "word" and _PRIVATE.fullmatch(piece):
        return _letter(piece, private)
    return "let" if piece == "const" else piece


def _letter(name: str, private: dict[str, str]) -> str:
    turn, letter = divmod(len(private), len(ascii_lowercase))
    return private.setdefault(name, f"#{ascii_lowercase[letter]}{turn or ''}")


def _squeeze_template(token: str) -> str:
    """A template of several lines is a style sheet; all others are text, in which every space counts."""
    if "\n" not in token:
        return token
    return re.sub(r" ?([{};:,]) ?", r"\1", re.sub(r"\s+", " ", token))


def _token(source: str, at: int, out: list[str]) -> tuple[str, str]:
    if source[at] == "/" and (not out or out[-1][-1] in _BEFORE_REGEX or out[-1] == "return"):
        regex = _REGEX.match(source, at)
        if regex:
            return regex[0], "regex"
    match = _TOKEN.match(source, at)
    if match is None or match.lastgroup is None:
        raise ValueError(f"cannot read the source at {at}")
    return match[0], match.lastgroup


def _must_stay_apart(left: str, right: str) -> bool:
    def in_word(char: str) -> bool:
        return char.isalnum() or char in "_$#"

    return (in_word(left) and in_word(right)) or (left == right and left in "+-")


def main() -> int:
    """0 when the built files are up to date or were written, 1 when `--check` finds them old."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check: bool = parser.parse_args().check
    old = [name for name, text in build().items() if not _is_current(name, text)]
    if not check:
        (HERE / "built").mkdir(exist_ok=True)
        for name in old:
            (HERE / "built" / name).write_text(build()[name], "utf-8")
    sys.stdout.write(f"{'old' if check else 'written'}: {', '.join(old) or 'none'}\n")
    return 1 if check and old else 0


def _is_current(name: str, text: str) -> bool:
    file = HERE / "built" / name
    return file.exists() and file.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
