"""Answers can be changed on their way out, whole and with the right length."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from reference_server.faults.exchanges import Change, Exchange, change_answers
from reference_server.seams import default_seams
from reference_server.settings import Settings


def names(_request: Request) -> Response:
    return JSONResponse({"names": ["Ann"]})


def in_parts(_request: Request) -> Response:
    return StreamingResponse(iter([b"one ", b"two"]))


def get(change: Change, path: str) -> httpx.Response:
    seams = default_seams(Settings(database_url="sqlite:///unused.db"))
    change_answers(seams, change)
    app = Starlette(routes=[Route("/names", names), Route("/parts", in_parts)])
    [wrap] = seams.middleware

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(wrap(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            return await http.get(path)

    # In a thread of its own: this one's event loop belongs to Playwright once a browser test has run before.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(ask())).result()


def test_a_changed_answer_goes_out_with_its_own_length() -> None:
    def change(exchange: Exchange) -> None:
        exchange.set_json({**exchange.json(), "more": exchange.path})
        exchange.status = 203

    answer = get(change, "/names")

    assert (answer.status_code, answer.json()) == (203, {"names": ["Ann"], "more": "/names"})
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_an_answer_in_parts_is_changed_as_a_whole() -> None:
    seen: list[bytes] = []

    def change(exchange: Exchange) -> None:
        seen.append(exchange.body)

    assert get(change, "/parts").text == "one two"
    assert seen == [b"one two"]


def test_only_json_answers_count_as_json() -> None:
    seen: dict[str, bool] = {}

    def change(exchange: Exchange) -> None:
        seen[exchange.path] = exchange.is_json

    get(change, "/names")
    get(change, "/parts")

    assert seen == {"/names": True, "/parts": False}
