"""Arbitrary documents: mostly shaped like interfaces, with anything anywhere, also hostile things."""

from typing import Any

from hypothesis import strategies as st

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | texts
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)
extras = st.dictionaries(texts.map(lambda name: f"x-{name}"), json_values, max_size=2)

hostile_html = st.lists(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='java\tscript:alert(1)'>x</a>",
            "<svg/onload=alert(1)>",
            "<iframe src=//evil>",
            "<style>*{color:red}</style>",
            "<form action=//evil><input>",
            "<p style='position:fixed'>",
            "</p>",
            '<a href="',
            "'>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=x>'>",
            "<noscript>",
            "<template>",
            "&lt;script&gt;",
            "<b",
            ">",
            '"',
            "{{name}}",
            "{{phoneNumber}}",
            "<base href=//evil>",
            "<object data=x>",
            "é",
            "<a href=data:text/html,x>",
            "<img src=data:text/html,x>",
            "<x onclick=1 ",
            "<p class='menu consent'>",
        ]
    ),
    max_size=8,
).map("".join)

hostile_css = st.lists(
    st.sampled_from(
        [
            "body{color:red}",
            ".a{",
            "}",
            "@import url(//evil);",
            "@font-face{src:url(//evil)}",
            ".a{background:url(//evil)}",
            "</style>",
            "<script>",
            "p{position:fixed;top:0}",
            ".x::after{content:'x'}",
            "#id{color:red}",
            "[href]{color:red}",
            "*{color:expression(1)}",
            "/*",
            "*/",
            "\\",
            "'",
            '"',
            "@media screen{.a{color:blue}}",
            "body~div{color:red}",
            "body + *{color:red}",
            ".a,.b>c{margin:1px}",
            "url(",
            ")",
            "!important",
            ";",
            ":root{font-family:'a<b'}",
            "html body{color:red}",
            ".menu{display:none}",
            "a:hover{color:red}",
            "a{background:url('data:image/png;base64,AA==')}",
            "\\3c style",
            "@media x{@media y{a{color:red}}}",
        ]
    ),
    max_size=8,
).map("".join)

addresses = st.sampled_from(["1", 1, 2, "2", "3", 3.0, "settings", "", "~", "a/b", "écran", ".", None])
conditions = (
    st.sampled_from(
        ["context.a", "context.a == false", "!context.b && 1", "((", "context.", "foo()", "'x' == context.c"]
    )
    | texts
)
styles = st.dictionaries(
    st.sampled_from(["color", "background", "position", "fontSize", "display", "margin"]) | texts,
    st.sampled_from(["red", "url(//evil)", "fixed", "none", "#fff", "1px", "-5px", "red;position:fixed"]) | hostile_css,
    max_size=3,
)
contexts = st.dictionaries(st.sampled_from(["a", "b", "c"]), json_values, max_size=3)

_ids = st.sampled_from(["a", "b", "next"])
_urls = st.sampled_from(
    [
        "",
        "https://a.example/x",
        "http://b.example",
        "javascript:1",
        "//x",
        "https://[",
        "data:image/png;base64,AA",
        "{{logo}}",
    ]
)
_values = addresses | _urls | st.booleans() | st.sampled_from(["+33123456789", "3654", "com.example.app", "12a"])
_variables = st.fixed_dictionaries(
    {},
    optional={
        "viewName": texts,
        "viewContext": st.fixed_dictionaries(
            {},
            optional={
                "iframe": st.fixed_dictionaries({}, optional={"url": _urls}),
                "button_a": st.fixed_dictionaries({}, optional={"value": _values}),
                "button_next": st.fixed_dictionaries({}, optional={"value": _values}),
                "other": json_values,
            },
        ),
    },
)
_commands = st.sampled_from(
    ["openView", "back", "callPhoneNumber", "installPackage", "rate", "enableCallInterception", "dance", None]
)
_fields = st.fixed_dictionaries(
    {},
    optional={
        "name": texts,
        "title": texts,
        "placeholder": texts,
        "required": st.booleans(),
        "type": st.sampled_from([{"view": "input"}, {"view": "textarea"}, "textarea", {}]),
    },
)
_data = st.fixed_dictionaries(
    {},
    optional={
        "label": texts | hostile_html,
        "value": _values,
        "command": _commands,
        "variables": _variables,
        "cssClass": texts,
        "styles": styles,
        "realm": texts,
        "score": numbers,
        "html": hostile_html,
        "imageUrl": _urls,
        "alternateText": texts,
        "fields": st.lists(_fields, max_size=3),
        "url": _urls,
        "code": texts,
    },
)
_templates = st.sampled_from(["button", "separator", "text", "picture", "form", "iframe", "script", "carousel", None])
elements = st.builds(
    lambda known, more: more | known,
    st.fixed_dictionaries(
        {"templateType": _templates, "data": _data},
        optional={"id": _ids, "order": numbers | texts, "cssClass": texts, "styles": styles, "condition": conditions},
    ),
    extras,
)
screens = st.builds(
    lambda known, more: more | known,
    st.fixed_dictionaries(
        {"order": addresses, "elements": st.lists(elements, max_size=5)},
        optional={"id": texts, "name": texts, "styles": hostile_css | styles},
    ),
    extras,
)
_specs = st.fixed_dictionaries(
    {},
    optional={
        "val": scalars
        | st.lists(scalars, max_size=3)
        | st.sampled_from(["*", "/^a+$/", {"$gt": 3}, {"$regex": "(a*)*"}, {"$x": 1}]),
        "should": st.booleans(),
        "optional": st.booleans(),
    },
)
documents: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda known, more: more | known,
    st.fixed_dictionaries(
        {
            "views": st.dictionaries(
                st.sampled_from(["outgoing-call", "satisfaction", "e~v/"]),
                st.lists(screens, max_size=4),
                min_size=1,
                max_size=2,
            )
        },
        optional={
            "phoneNumbers": st.lists(st.sampled_from(["3654", "+33123456789", 700]), max_size=2),
            "culture": st.sampled_from(["fr", "en-GB", None]),
            "enabled": st.booleans(),
            "name": texts | hostile_html,
            "logo": _urls | hostile_html,
            "styles": hostile_css,
            "script": texts,
            "rules": st.dictionaries(
                texts,
                st.lists(st.dictionaries(st.sampled_from(["view", "call"]), _specs, max_size=2), max_size=2),
                max_size=2,
            ),
        },
    ),
    extras,
)
