import pytest

from dialonce.channels import verify_signature

# The vectors of Twilio's own helper libraries.
TOKEN = "12345"
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
BODY = b'{"property": "value", "boolean": true}'
BODY_URL = URL + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"


@pytest.mark.parametrize(
    ("url", "signature"),
    [
        (URL, SIGNATURE),
        (URL.replace(".com", ".com:1234"), SIGNATURE),
        (URL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (URL.replace("https", "http"), "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        (URL.replace("https", "http").replace(".com", ".com:1234"), "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    ],
)
def test_signature_of_a_known_vector_is_verified(url: str, signature: str) -> None:
    assert verify_signature(TOKEN, url, FORM, signature)


def test_signature_over_a_field_given_twice_is_verified() -> None:
    form = {"Sid": "CA123", "SidAccount": "AC123", "Digits": ["5678", "1234"]}
    assert verify_signature(TOKEN, URL, form, "IK+Dwps556ElfBT0I3Rgjkr1wJU=")


def test_signature_over_a_json_body_binds_the_body() -> None:
    signature = "a9nBmqA0ju/hNViExpshrM61xv4="
    assert verify_signature(TOKEN, BODY_URL, {}, signature, BODY)
    assert not verify_signature(TOKEN, BODY_URL, {}, signature, BODY + b" ")
    assert not verify_signature(TOKEN, URL, {}, signature, BODY)


@pytest.mark.parametrize(
    ("token", "url", "form", "signature"),
    [
        ("12346", URL, FORM, SIGNATURE),
        (TOKEN, URL + "3", FORM, SIGNATURE),
        (TOKEN, URL, FORM | {"From": "+14158675310"}, SIGNATURE),
        (TOKEN, URL, {**FORM, "Extra": "1"}, SIGNATURE),
        (TOKEN, URL, FORM, ""),
        (TOKEN, URL, FORM, "é" * 28),
    ],
)
def test_signature_that_does_not_fit_is_refused(token: str, url: str, form: dict[str, str], signature: str) -> None:
    assert not verify_signature(token, url, form, signature)
