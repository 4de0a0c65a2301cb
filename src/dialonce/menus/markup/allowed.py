"""The HTML that publishers may use: text, lists, tables, links and pictures."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _words(
    "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt "
    "em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q rp rt ruby s samp "
    "section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)

DROPPED_WITH_CONTENT = _words(
    "script style iframe frame frameset object embed applet noscript noembed noframes template textarea select option "
    "svg math title xmp audio video canvas"
)

EVERYWHERE = _words("class style lang dir")

ATTRIBUTES = {
    "a": _words("href title"),
    "abbr": _words("title"),
    "img": _words("src alt title width height"),
    "ol": _words("start"),
    "td": _words("colspan rowspan"),
    "th": _words("colspan rowspan scope"),
    "time": _words("datetime"),
}
