"""Settings: every mistake names its variable."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.settings import Settings, load_settings


def mistakes(environment: dict[str, str]) -> list[str]:
    try:
        load_settings(environment)
    except Invalid as wrong:
        return [fault.where for fault in wrong.faults]
    return []


def wrong_variable(environment: dict[str, str]) -> str:
    with pytest.raises(Invalid) as caught:
        load_settings(environment)
    (fault,) = caught.value.faults
    return fault.where


def test_nothing_set_is_the_default() -> None:
    assert load_settings({}) == Settings()
    assert load_settings({"DIALONCE_PORT": "", "PORT": "1", "PATH": "/bin"}) == Settings()


def test_values_are_read() -> None:
    settings = load_settings(
        {
            "DIALONCE_PORT": "9000",
            "DIALONCE_DEMO": "true",
            "DIALONCE_DATA": "/var/lib/dialonce",
            "DIALONCE_SMS_COUNTRIES": "FR, BE,",
            "DIALONCE_CARRIERS": "twilio://one, sinch://two",
            "DIALONCE_BASE_URL": "https://menu.example.fr/",
        }
    )
    assert (settings.port, settings.demo, settings.data) == (9000, True, Path("/var/lib/dialonce"))
    assert list(settings.sms_countries) == ["FR", "BE"]
    assert list(settings.carriers) == ["twilio://one", "sinch://two"]
    assert settings.public_url == "https://menu.example.fr"
    assert settings.root_key_path == Path("/var/lib/dialonce/root.key")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DIALONCE_PORT", "0"),
        ("DIALONCE_PORT", "65536"),
        ("DIALONCE_PORT", "http"),
        ("DIALONCE_WORKERS", "-1"),
        ("DIALONCE_WORKERS", "2.5"),
        ("DIALONCE_DEMO", "perhaps"),
        ("DIALONCE_SMS_PER_CALLER", "0"),
    ],
)
def test_wrong_value_names_its_variable(variable: str, value: str) -> None:
    assert wrong_variable({variable: value}) == variable


def test_several_wrong_values_are_all_named() -> None:
    with pytest.raises(Invalid) as caught:
        load_settings({"DIALONCE_PORT": "x", "DIALONCE_WORKERS": "y", "DIALONCE_HOST": "127.0.0.1"})
    assert {fault.where for fault in caught.value.faults} == {"DIALONCE_PORT", "DIALONCE_WORKERS"}


def test_unknown_variable_is_named_with_the_known_ones() -> None:
    assert wrong_variable({"DIALONCE_PROT": "8080"}) == "DIALONCE_PROT"
    with pytest.raises(Invalid) as caught:
        load_settings({"DIALONCE_PROT": "8080"})
    assert "port" in caught.value.faults[0].what


def test_secrets_are_in_no_message() -> None:
    with pytest.raises(Invalid) as caught:
        load_settings({"DIALONCE_ROOT_KEY": "s3cret", "DIALONCE_DATABASE_SECRET": "s3cret", "DIALONCE_PORT": "s3cret"})
    assert "s3cret" not in repr((caught.value.detail, caught.value.faults))


@given(st.sampled_from([field.name for field in msgspec.structs.fields(Settings)]), st.text(max_size=20))
def test_any_value_is_read_or_refused_by_name(name: str, text: str) -> None:
    variable = f"DIALONCE_{name.upper()}"
    assert mistakes({variable: text}) in ([], [variable])


def test_every_setting_explains_itself() -> None:
    for field in msgspec.structs.fields(Settings):
        (meta,) = get_args(field.type)[1:]
        assert meta.description, field.name
