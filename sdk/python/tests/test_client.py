import asyncio
import time
from collections.abc import Iterator

import pytest

from dialonce_sdk import (
    AsyncDialOnce,
    DialOnce,
    DialOnceError,
    Forbidden,
    Invalid,
    NoAnswer,
    NotFound,
    Refused,
    Retry,
    ServiceError,
    TooMany,
    Unauthorized,
    Unavailable,
)
from service import Reply, Service, ok, problem

FAST = Retry(first=0.001, longest=0.05)
CALLER, CALLED = "+33651580955", "3654"
LOST = (0, {}, b"")


@pytest.fixture
def client(service: Service) -> Iterator[DialOnce]:
    with DialOnce(service.url, client_id="id", client_secret="secret", retry=FAST) as made:
        yield made


def test_ivr_helpers_ask_as_the_classic_contract_says(service: Service, client: DialOnce) -> None:
    service.answers = {
        "/phoneNumbers/isMobile": lambda _: ok({"mobile": True}),
        "/ivr/isEligible": lambda _: ok({"eligible": False}),
        "/ivr/serviceRequest": lambda _: ok({"success": True}),
        "/ivr/log": lambda _: ok({"success": False}),
    }
    assert client.is_mobile("0651580955", "fr-FR") is True
    assert client.is_eligible(CALLER, CALLED) is False
    assert client.request_service(CALLER, CALLED) is True
    assert client.log("call-start", CALLER, CALLED, culture="fr", sda=None) is False
    mobile, eligible, request, log = service.requests
    assert mobile.params == {"number": "0651580955", "cultureISO": "fr-FR"}
    assert eligible.params == {"caller": CALLER, "called": CALLED}
    assert request.json == {"caller": CALLER, "called": CALLED}
    assert log.json == {"type": "call-start", "caller": CALLER, "called": CALLED, "data": {"culture": "fr"}}


def test_one_token_serves_many_calls(service: Service, client: DialOnce) -> None:
    service.answers["/ivr/isEligible"] = lambda _: ok({"eligible": True})
    for _ in range(3):
        client.is_eligible(CALLER, CALLED)
    assert service.tokens == 1
    assert {request.headers["authorization"] for request in service.requests} == {"Bearer token-1"}


def test_token_that_ran_out_is_renewed_once(service: Service, client: DialOnce) -> None:
    service.answers["/ivr/isEligible"] = lambda request: (
        ok({"eligible": True}) if request.headers["authorization"] == "Bearer token-2" else problem(401)
    )
    assert client.is_eligible(CALLER, CALLED)
    assert service.tokens == 2


def test_token_that_stays_refused_is_an_error(service: Service, client: DialOnce) -> None:
    service.answers["/ivr/isEligible"] = lambda _: problem(401, title="Unauthorized")
    with pytest.raises(Unauthorized):
        client.is_eligible(CALLER, CALLED)
    assert len(service.requests) == 2


def test_token_issued_by_hand_is_used_as_it_is(service: Service) -> None:
    service.answers["/ivr/isEligible"] = lambda _: ok({"eligible": True})
    with DialOnce(service.url, token="by-hand", retry=FAST) as client:
        assert client.is_eligible(CALLER, CALLED)
        service.replies.append(problem(401))
        with pytest.raises(Unauthorized):
            client.is_eligible(CALLER, CALLED)
    assert service.tokens == 0
    assert service.requests[0].headers["authorization"] == "Bearer by-hand"


def test_client_without_credentials_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="client_id and client_secret, or token"):
        DialOnce("http://localhost", client_id="id")


@pytest.mark.parametrize("failure", [LOST, problem(500), problem(503), problem(429), problem(408)])
def test_passing_failure_is_retried_with_the_same_key(service: Service, client: DialOnce, failure: object) -> None:
    service.replies.extend([failure, failure])  # type: ignore[list-item]
    service.answers["/ivr/serviceRequest"] = lambda _: ok({"success": True})
    assert client.request_service(CALLER, CALLED)
    keys = [request.headers["idempotency-key"] for request in service.requests]
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_two_requests_have_two_keys(service: Service, client: DialOnce) -> None:
    service.answers["/ivr/serviceRequest"] = lambda _: ok({"success": True})
    for _ in range(2):
        client.request_service(CALLER, CALLED)
    assert len({request.headers["idempotency-key"] for request in service.requests}) == 2


@pytest.mark.parametrize(
    ("failure", "error"),
    [(LOST, NoAnswer), (problem(503), Unavailable), (problem(429, {"Retry-After": "0"}), TooMany)],
)
def test_failure_that_stays_is_an_error_after_four_tries(
    service: Service, client: DialOnce, failure: object, error: type[DialOnceError]
) -> None:
    service.replies.extend([failure] * 9)  # type: ignore[list-item]
    with pytest.raises(error):
        client.is_eligible(CALLER, CALLED)
    assert len(service.requests) == 4


@pytest.mark.parametrize(("status", "error"), [(400, Invalid), (403, Forbidden), (404, NotFound), (418, ServiceError)])
def test_lasting_failure_is_never_retried(
    service: Service, client: DialOnce, status: int, error: type[DialOnceError]
) -> None:
    service.replies.append(problem(status, detail="no"))
    with pytest.raises(error) as caught:
        client.is_eligible(CALLER, CALLED)
    assert (caught.value.status, caught.value.detail) == (status, "no")
    assert len(service.requests) == 1


def test_error_carries_the_problem_document(service: Service, client: DialOnce) -> None:
    service.replies.append(
        problem(
            403,
            type="https://x/problems/refused-by-policy",
            detail="The policy says no.",
            clauses=["3.1-d"],
            faults=[{"where": "/line", "what": "not registered"}],
        )
    )
    with pytest.raises(Refused) as caught:
        client.call("POST", "/v1/events", body={})
    error = caught.value
    assert (error.code, error.clauses) == ("refused-by-policy", ("3.1-d",))
    assert [(fault.where, fault.what) for fault in error.faults] == [("/line", "not registered")]


def test_classic_error_body_is_understood(service: Service, client: DialOnce) -> None:
    service.replies.append((400, {}, b'{"status": 400, "message": "Bad request"}'))
    with pytest.raises(Invalid, match="Bad request"):
        client.is_mobile("XXX")


def test_answer_that_is_not_json_is_a_clear_error(service: Service, client: DialOnce) -> None:
    service.replies.append((200, {}, b"<html>"))
    with pytest.raises(ServiceError, match="not JSON"):
        client.is_eligible(CALLER, CALLED)


def test_retry_after_is_respected_up_to_the_longest_pause(service: Service, client: DialOnce) -> None:
    service.answers["/ivr/isEligible"] = lambda _: ok({"eligible": True})
    service.replies.append(problem(429, {"Retry-After": "3600"}))
    begun = time.monotonic()
    assert client.is_eligible(CALLER, CALLED)
    assert 0.05 <= time.monotonic() - begun < 5


def test_pauses_double_and_never_exceed_the_longest() -> None:
    retry = Retry(first=0.2, longest=1.0, chance=lambda: 1.0)
    assert [retry.pause(attempt, None).seconds for attempt in range(5)] == [0.2, 0.4, 0.8, 1.0, 1.0]
    assert Retry(first=0.2, chance=lambda: 0.0).pause(0, None).seconds == 0.1


def test_events_keep_their_ids_and_get_one_when_they_have_none(service: Service, client: DialOnce) -> None:
    service.replies.append(problem(503))
    service.answers["/v1/events"] = lambda _: (202, {}, b'{"accepted": 2, "dropped": 0}')
    events = [{"id": "mine", "type": "call-start"}, {"type": "call-end"}]
    assert client.send_events(events) == {"accepted": 2, "dropped": 0}
    first, second = service.requests
    assert first.body == second.body
    assert first.headers["content-type"] == "application/x-ndjson"
    assert b'"id": "mine"' in first.body
    assert first.body.count(b'"id"') == 2


def test_async_client_answers_retries_and_fails_alike(service: Service) -> None:
    service.answers["/ivr/isEligible"] = lambda _: ok({"eligible": True})
    service.replies.extend([LOST, problem(503)])

    async def ask() -> bool:
        async with AsyncDialOnce(service.url, client_id="id", client_secret="secret", retry=FAST) as client:
            answer = await client.is_eligible(CALLER, CALLED)
            service.replies.append(problem(400, detail="no"))
            with pytest.raises(Invalid):
                await client.is_mobile("XXX")
            return answer

    assert asyncio.run(ask())
    assert len(service.requests) == 4


def test_both_clients_have_the_same_methods() -> None:
    def methods(kind: type) -> set[str]:
        return {name for name in vars(kind) if not name.startswith("_")}

    assert methods(DialOnce) == methods(AsyncDialOnce)


@pytest.mark.parametrize("answer", [b"<html>Log in to this network", b"[]", b'{"other": 1}', b"7"])
def test_answer_of_somebody_else_is_a_typed_error(service: Service, client: DialOnce, answer: bytes) -> None:
    service.answers["/ivr/isEligible"] = lambda _: (200, {}, answer)
    with pytest.raises(ServiceError, match="is this address the service's"):
        client.is_eligible(CALLER, CALLED)


@pytest.mark.parametrize("broken", [(200, {"Content-Encoding": "gzip"}, b"no gzip"), LOST])
def test_answer_that_cannot_be_read_is_a_typed_error(service: Service, client: DialOnce, broken: Reply) -> None:
    service.answers["/ivr/isEligible"] = lambda _: broken
    with pytest.raises(NoAnswer):
        client.is_eligible(CALLER, CALLED)


def test_answer_that_breaks_off_is_asked_for_again(service: Service) -> None:
    service.answers["/ivr/serviceRequest"] = lambda _: ok({"success": True})
    service.breaks.append(4)
    with DialOnce(service.url, token="t", retry=FAST) as by_hand:
        assert by_hand.request_service(CALLER, CALLED)
    first, second = service.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
