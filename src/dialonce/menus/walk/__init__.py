"""Walking through an interface: places, actions and screens ready to render."""

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
from dialonce.menus.walk.open import SCOPE, Setting, entry_place, open_screen
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
    "SCOPE",
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
    "Setting",
    "TextView",
    "decode_place",
    "encode_place",
    "entry_place",
    "open_screen",
]
