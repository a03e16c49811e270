"""What the product answers is collected while somebody listens, and no longer."""

import json
from zoneinfo import ZoneInfo

import httpx

from fixtures.api.session import Session
from fixtures.target.profiles import Profile, Target
from fixtures.trace_context import Trace
from fixtures.vault.every_answer import overheard

URL = "http://product.test/app"


def test_each_answer_is_overheard_with_its_path_body_and_headers() -> None:
    def product(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"x-note": "hush"}, json={"asked": request.url.path})

    with httpx.Client(transport=httpx.MockTransport(product)) as http:
        target = Target(profile=Profile(name="t", kind="url", url=URL), url=URL)
        session = Session.by_cookie(http, target, Trace(), "c", ZoneInfo("UTC"))
        with overheard(session) as heard:
            answer = session.send("POST", "/api/vault/unlock", body={})
            session.at_epoch(2).send("GET", "/api/ideas")
        session.send("GET", "/api/journal")

    assert answer.json() == {"asked": "/app/api/vault/unlock"}
    assert [piece.place for piece in heard] == ["/api/vault/unlock", "/api/ideas"]
    assert all(json.dumps("hush").encode() in piece.content and b"/app/api/" in piece.content for piece in heard)
