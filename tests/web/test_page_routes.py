"""How the server hands out pages and the files they are made of."""

import httpx
import pytest

from reference_server.routes.here import SESSION_COOKIE
from tests.web.product import Product, Visitor
from tests.web.sources import MODULES, PROTECTED, WEB

PATHS = [f"/{page}" for page in PROTECTED]


@pytest.fixture
def visitor(product: Product) -> httpx.Client:
    """A client that nobody has signed in with."""
    return product.client


@pytest.mark.parametrize("path", PATHS)
def test_a_signed_out_visitor_is_led_to_sign_in_and_back(visitor: httpx.Client, path: str) -> None:
    answer = visitor.get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?return_to={path}")


def test_the_way_back_keeps_the_query(visitor: httpx.Client) -> None:
    answer = visitor.get("/quests?status=active&x=%2F%2Fevil.test")

    assert answer.headers["location"] == "/login?return_to=/quests%3Fstatus%3Dactive%26x%3D%252F%252Fevil.test"


@pytest.mark.parametrize("path", PATHS)
def test_a_signed_in_person_gets_the_page_and_no_cache_keeps_it(product: Product, nora: Visitor, path: str) -> None:
    answer = product.client.get(path, headers={"Cookie": f"{SESSION_COOKIE}={nora.secret}"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")


def test_the_root_leads_to_today(visitor: httpx.Client) -> None:
    answer = visitor.get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/today")


@pytest.mark.parametrize("file", ["api.js", "base.css", "icon.svg"])
def test_a_file_that_is_still_the_same_is_not_sent_again(visitor: httpx.Client, file: str) -> None:
    first = visitor.get(f"/assets/{file}")
    again = visitor.get(f"/assets/{file}", headers={"If-None-Match": first.headers["etag"]})

    assert first.content == (WEB / file).read_bytes()
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_modules_are_sent_as_scripts(visitor: httpx.Client) -> None:
    types = {visitor.get(f"/assets/{module.relative_to(WEB).as_posix()}").headers["content-type"] for module in MODULES}

    assert types == {"text/javascript; charset=utf-8"}


@pytest.mark.parametrize(
    "path",
    [
        "nothing.js",
        "today.html",
        "types.d.ts",
        "../settings.py",
        "%2e%2e/settings.js",
        "..%2f..%2fpyproject.css",
        "%2fetc%2fpasswd.js",
        "api.js%00.css",
        "",
    ],
)
def test_nothing_but_the_pages_files_is_given_away(visitor: httpx.Client, path: str) -> None:
    answer = visitor.get(f"/assets/{path}")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
