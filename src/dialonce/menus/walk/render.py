"""From an element in the document to what a page shows of it."""

from collections.abc import Mapping

from dialonce.menus.markup import sanitise_html
from dialonce.menus.model import Button, Element, Form, Frame, Picture, Separator, Text
from dialonce.menus.styles import publisher_classes, safe_declarations
from dialonce.menus.urls import host_of, safe_picture
from dialonce.menus.walk.action import NoAction
from dialonce.menus.walk.placeholders import fill_html, fill_plain, fill_url
from dialonce.menus.walk.resolve import Scene, resolve_command, third_party
from dialonce.menus.walk.view import (
    ButtonView,
    Css,
    ElementView,
    FieldView,
    FormView,
    FrameView,
    Html,
    PictureView,
    SeparatorView,
    TextView,
)


def render_element(scene: Scene, element: Element) -> ElementView | None:
    """What is shown of the element; None for scripts, unknown templates and frames without a usable address."""
    position, own = element.position, element.css_class
    match element.content:
        case Button() as button:
            return _button(scene, element, button)
        case Picture() as picture:
            return _picture(scene, element, picture)
        case Separator():
            return SeparatorView(position, publisher_classes(own), _style(element.styles))
        case Text(html=html, css_class=css_class):
            safe = Html(sanitise_html(fill_html(html, scene.values)))
            return TextView(position, safe, publisher_classes(own, css_class), _style(element.styles))
        case Form() as form:
            return _form(scene, element, form)
        case Frame() as frame:
            return _frame(scene, element, frame)
        case _:
            return None


def _button(scene: Scene, element: Element, button: Button) -> ButtonView:
    return ButtonView(
        position=element.position,
        label=fill_plain(button.label, scene.values),
        action=resolve_command(scene, button.command, element.position, element.id),
        css_class=publisher_classes(element.css_class, button.css_class),
        style=_style({**element.styles, **button.styles}),
    )


def _picture(scene: Scene, element: Element, picture: Picture) -> PictureView:
    source = safe_picture(fill_url(picture.url, scene.values)) or ""
    command = picture.command
    return PictureView(
        position=element.position,
        source=source,
        alternate_text=fill_plain(picture.alternate_text, scene.values),
        host=host_of(source),
        action=resolve_command(scene, command, element.position, element.id) if command else NoAction(),
        css_class=publisher_classes(element.css_class, picture.css_class),
        style=_style({**element.styles, **picture.styles}),
    )


def _form(scene: Scene, element: Element, form: Form) -> FormView:
    fields = tuple(
        FieldView(
            field.name,
            fill_plain(field.title, scene.values),
            fill_plain(field.placeholder, scene.values),
            field.required,
            field.multiline,
        )
        for field in form.fields
    )
    classes = publisher_classes(element.css_class, form.css_class)
    return FormView(element.position, fields, classes, _style(element.styles))


def _frame(scene: Scene, element: Element, frame: Frame) -> FrameView | None:
    url = frame.url if scene.given.frame_url is None else scene.given.frame_url
    action = third_party(fill_url(url, scene.values))
    classes = publisher_classes(element.css_class, frame.css_class)
    return FrameView(element.position, action, classes, _style(element.styles)) if action else None


def _style(styles: Mapping[str, str]) -> Css:
    return Css(safe_declarations(styles).css if styles else "")
