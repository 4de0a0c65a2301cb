import asyncio
from collections.abc import Sequence

import pytest

from dialonce.channels import AgiPrompts, VoiceMove, run_agi_session, serve_agi
from dialonce.channels.agi import parse_agi_call
from tests.channels.desk import CALLED, CALLER, Desk

HELLO = (
    "agi_network: yes\nagi_network_script: solution-7\nagi_request: agi://127.0.0.1/solution-7\n"
    f"agi_callerid: {CALLER}\nagi_calleridname: Camille: D\nagi_dnid: {CALLED}\nagi_extension: s\n\n"
)
ASK = 'GET DATA "dialonce/offer-fr" 5000 1'
PLAYED = "200 result=0 endpos=1600"
SET = "200 result=1"


async def asterisk(desk: Desk | None, hello: str, replies: Sequence[str]) -> tuple[list[str], VoiceMove | None]:
    """Play Asterisk's part over a real socket; return the commands it was sent and the session's outcome."""
    outcome: asyncio.Future[VoiceMove | None] = asyncio.get_running_loop().create_future()

    async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        outcome.set_result(await run_agi_session(reader, writer, lambda request: desk, AgiPrompts("fr")))
        await writer.wait_closed()

    async with await asyncio.start_server(session, "127.0.0.1", 0, limit=4096) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(hello.encode())
        commands = []
        waiting = list(replies)
        while waiting and (line := await reader.readline()):
            commands.append(line.decode().rstrip("\n"))
            writer.write(waiting.pop(0).encode() + b"\n")
        writer.write_eof()
        commands += (await reader.read()).decode().splitlines()
        writer.close()
        await writer.wait_closed()
        return commands, await outcome


def play(desk: Desk | None, *replies: str, hello: str = HELLO) -> tuple[list[str], VoiceMove | None]:
    return asyncio.run(asyncio.wait_for(asterisk(desk, hello, replies), 5))


def test_session_of_a_caller_who_presses_one_sends_the_link_and_says_so() -> None:
    desk = Desk()
    commands, move = play(desk, "200 result=1", PLAYED, SET)
    assert move is VoiceMove.SENT
    assert commands == [ASK, 'STREAM FILE "dialonce/sent-fr" ""', 'SET VARIABLE DIALONCE_OUTCOME "sent"']
    assert desk.asked[-1] == ("request", CALLER, CALLED)


@pytest.mark.parametrize("reply", ["200 result= (timeout)", "200 result=2", "200 result="])
def test_session_of_a_caller_who_does_not_press_one_goes_on(reply: str) -> None:
    desk = Desk()
    commands, move = play(desk, reply, SET)
    assert move is VoiceMove.CONTINUE
    assert commands == [ASK, 'SET VARIABLE DIALONCE_OUTCOME "continue"']
    assert desk.verbs[-1] == "answer-no-sms"


def test_session_of_a_caller_who_is_not_eligible_is_silent() -> None:
    commands, move = play(Desk(eligible=False), SET)
    assert move is VoiceMove.CONTINUE
    assert commands == ['SET VARIABLE DIALONCE_OUTCOME "continue"']


def test_session_whose_service_cannot_be_requested_says_sorry() -> None:
    commands, move = play(Desk(accepts=False), "200 result=1", PLAYED, SET)
    assert move is VoiceMove.SORRY
    assert commands[1:] == ['STREAM FILE "dialonce/sorry-fr" ""', 'SET VARIABLE DIALONCE_OUTCOME "sorry"']


@pytest.mark.parametrize("reply", ["200 result=-1", "HANGUP", "511 Command Not Permitted on a dead channel"])
def test_session_of_a_caller_who_hangs_up_requests_nothing(reply: str) -> None:
    desk = Desk()
    assert play(desk, reply) == ([ASK], None)
    assert desk.verbs == ["call-start", "eligible"]


def test_session_cut_off_in_the_middle_ends_quietly() -> None:
    desk = Desk()
    assert play(desk) == ([ASK], None)
    assert desk.verbs == ["call-start", "eligible"]


@pytest.mark.parametrize("reply", ["510 Invalid or unknown command", "what?", "200 nothing"])
def test_session_with_a_reply_that_is_no_success_ends_quietly(reply: str) -> None:
    assert play(Desk(), reply) == ([ASK], None)


@pytest.mark.parametrize(
    "hello",
    [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "agi_network yes\n\n",
        "agi_a: " + "x" * 5000 + "\n\n",
        "".join(f"agi_{number}: x\n" for number in range(201)) + "\n",
        "agi_network: yes",
    ],
)
def test_session_with_something_that_is_not_asterisk_asks_nobody(hello: str) -> None:
    desk = Desk()
    assert play(desk, hello=hello) == ([], None)
    assert desk.asked == []


def test_session_for_nobodys_solution_is_closed() -> None:
    assert play(None) == ([], None)


def test_agi_server_serves_and_names_the_solution_that_was_asked_for() -> None:
    asked = []

    async def run() -> bytes:
        def open_desk(request):
            asked.append(request["agi_network_script"])
            return Desk(eligible=False)

        async with await serve_agi("127.0.0.1", 0, open_desk, AgiPrompts("en")) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(HELLO.encode())
            line = await reader.readline()
            writer.write(SET.encode() + b"\n")
            await reader.read()
            writer.close()
            await writer.wait_closed()
            return line

    assert asyncio.run(run()) == b'SET VARIABLE DIALONCE_OUTCOME "continue"\n'
    assert asked == ["solution-7"]


@pytest.mark.parametrize(
    ("request_", "caller", "called"),
    [
        ({"agi_callerid": CALLER, "agi_dnid": CALLED, "agi_extension": "100"}, CALLER, CALLED),
        ({"agi_callerid": CALLER, "agi_dnid": "unknown", "agi_extension": "3654"}, CALLER, "3654"),
        ({"agi_callerid": "unknown", "agi_dnid": CALLED}, None, CALLED),
        ({"agi_callerid": CALLER, "agi_extension": "s"}, CALLER, None),
        ({}, None, None),
    ],
)
def test_agi_call_as_asterisk_tells_it(request_: dict[str, str], caller: str | None, called: str | None) -> None:
    call = parse_agi_call(request_)
    assert (call.caller, call.called) == (caller, called)
