"""Walking through an interface: places, actions and screens ready to render.

`open_screen(interface: Interface, place: Place, setting: Setting) -> ScreenView` raises NotFound for a place
that does not exist; `Setting(phone_number, context)` is what only the moment knows.
"""

from dialonce.menus.walk.action import (
    Action,
    Back,
    Call,
    NoAction,
    OpenScreen,
    OpenStore,
    OpenThirdParty,
    Rate,
    SetInterception,
)
from dialonce.menus.walk.place import Giver, Place, decode_place, encode_place
from dialonce.menus.walk.view import (
    ButtonView,
    Css,
    ElementView,
    FieldView,
    FormView,
    FrameView,
    Html,
    PictureView,
    ScreenView,
    SeparatorView,
    TextView,
)

__all__ = [
    "Action",
    "Back",
    "ButtonView",
    "Call",
    "Css",
    "ElementView",
    "FieldView",
    "FormView",
    "FrameView",
    "Giver",
    "Html",
    "NoAction",
    "OpenScreen",
    "OpenStore",
    "OpenThirdParty",
    "PictureView",
    "Place",
    "Rate",
    "ScreenView",
    "SeparatorView",
    "SetInterception",
    "TextView",
    "decode_place",
    "encode_place",
]
