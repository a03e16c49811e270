"""What a browser shows, keeps, holds in memory, sends and receives is all searched: a secret in any corner is found."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from websockets.sync.server import ServerConnection, serve

from fixtures.oracle.browser_storage import BrowserStorage, KeptKey
from fixtures.oracle.heap import LivingKey, heap_strings, living_keys
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.traffic import Traffic

SECRET = "moonlit-cadenza-4711"
SCANNER = LeakScanner([Secret("title", SECRET)])
OPEN_DATABASE = """
const put = (value) => new Promise((resolve, reject) => {
  const request = indexedDB.open("device-1");
  request.onupgradeneeded = () => request.result.createObjectStore("rows", {autoIncrement: true});
  request.onsuccess = () => {
    const transaction = request.result.transaction("rows", "readwrite");
    transaction.objectStore("rows").put(value);
    transaction.oncomplete = () => { request.result.close(); resolve(); };
    transaction.onerror = () => reject(transaction.error);
  };
});
const bytes = new TextEncoder().encode(SECRET);
"""
PACK = """
const zipped = new Blob([SECRET]).stream().pipeThrough(new CompressionStream("gzip"));
const packed = await new Response(zipped).arrayBuffer();
"""
CORNERS = {
    "document #text": "document.body.append(SECRET)",
    "document #comment": "document.body.append(document.createComment(SECRET))",
    "document P data-note": "document.body.innerHTML = `<p data-note='${SECRET}'>`",
    "document INPUT value": "document.body.innerHTML = '<input>'; document.querySelector('input').value = SECRET",
    "document TEXTAREA value": "document.body.innerHTML = '<textarea>'; document.querySelector('*|textarea').value"
    " = SECRET",
    "document shadow": "document.body.attachShadow({mode: 'open'}).append(SECRET)",
    "document template": "document.body.innerHTML = `<template><b>${SECRET}</b></template>`",
    "document #text in a frame": "const frame = document.body.appendChild(document.createElement('iframe'));"
    "frame.contentDocument.body.append(SECRET)",
    "document, address": "history.replaceState(null, '', `#${SECRET}`)",
    "history.state.key": "history.replaceState({key: [...bytes]}, '')",
    "history.state.title": "history.replaceState({title: SECRET}, '')",
    "window.name": "window.name = SECRET",
    "localStorage": "localStorage.setItem('note', SECRET)",
    "localStorage, a key": "localStorage.setItem(SECRET, '')",
    "sessionStorage": "sessionStorage.setItem('note', SECRET)",
    "cookie": "document.cookie = `note=${SECRET}`",
    "Cache Storage, a cache's name": "await caches.open(SECRET)",
    "Cache Storage notes": "await (await caches.open('notes')).put('/a', new Response(SECRET))",
    "Cache Storage [hidden]": "await (await caches.open('n')).put(`/${SECRET}`, new Response(''))",
    "IndexedDB, a database's name": "await new Promise((done) => { indexedDB.open(SECRET).onsuccess = done; })",
    "IndexedDB device-1/rows, row 1": "await put(SECRET)",
    "IndexedDB device-1/rows, row 1.a.0.b": "await put({a: [{b: SECRET}]})",
    "IndexedDB device-1/rows, row 1, a field's name": "await put({[SECRET]: 1})",
    "IndexedDB device-1/rows, row 1.buffer": "await put({buffer: bytes.buffer})",
    "IndexedDB device-1/rows, row 1.part": "await put({part: bytes.subarray(1).constructor.from(bytes)})",
    "IndexedDB device-1/rows, row 1.list": "await put({list: [...bytes]})",
    "IndexedDB device-1/rows, row 1.places": "await put({places: {...bytes}})",
    "IndexedDB device-1/rows, row 1[]": "await put(new Map([['a', SECRET]]))",
    "IndexedDB device-1/rows, row 1.blob": "await put({blob: new Blob([SECRET])})",
    "IndexedDB device-1/rows, row 1.name": "await put(new File([], SECRET))",
}  # fmt: skip


class _Pages(BaseHTTPRequestHandler):
    """Answers each address with an empty page, or with what the address or the body asks for."""

    def do_GET(self) -> None:
        if self.path.startswith("/away"):
            self.send_response(302)
            self.send_header("Location", f"/#{SECRET}")
            self.end_headers()
            return
        said = SECRET.encode() if self.path.startswith("/told") else b"<!doctype html><title>Page</title><body></body>"
        self._answer(said, {"X-Note": SECRET} if self.path.startswith("/header") else {})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(b"taken")

    def _answer(self, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(201 if self.command == "POST" else 200)
        for name, value in {"Content-Type": "text/html", "Location": "/made", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def _socket_server(say: str) -> Iterator[str]:
    def talk(connection: ServerConnection) -> None:
        connection.recv()
        connection.send(say)
        connection.send(b"done")

    with serve(talk, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}/live"
        server.shutdown()
        thread.join()


def _run(page: Page, script: str) -> None:
    page.evaluate(f"async () => {{ const SECRET = {json.dumps(SECRET)}; {OPEN_DATABASE} {script} }}")


@pytest.mark.parametrize("corner", CORNERS)
def test_a_secret_in_any_corner_is_found_there(page: Page, site: str, corner: str) -> None:
    page.goto(site)
    _run(page, CORNERS[corner])

    found = SCANNER.search(BrowserStorage.of(page).pieces)

    place = corner.partition(" in a frame")[0].partition(" [")[0]
    assert found
    assert any(finding.place.startswith(place) for finding in found), found
    assert SECRET not in str(found)


def test_a_page_that_keeps_nothing_is_clean(page: Page, site: str) -> None:
    page.goto(site)
    _run(page, "await put({id: 1, bytes}); await put(new Set([undefined, null, 1n, true])); localStorage.a = 'b'")
    other = LeakScanner([Secret("other", "something else entirely")])

    storage = BrowserStorage.of(page)

    assert other.search([*storage.pieces, heap_strings(page)]) == []
    assert storage.databases == ["device-1"]
    assert [piece.content for piece in storage.below("localStorage a")] == [b"b"]


def test_a_key_that_is_kept_is_told_with_whether_it_can_be_taken_out(page: Page, site: str) -> None:
    page.goto(site)
    _run(
        page,
        """const kind = {name: "HMAC", hash: "SHA-256"};
        const made = (extractable) => crypto.subtle.generateKey(kind, extractable, ["sign"]);
        await put({closed: await made(false), open: await made(true)});""",
    )

    keys = BrowserStorage.of(page).keys

    place = "IndexedDB device-1/rows, row 1"
    assert keys == [
        KeptKey(place=f"{place}.closed", algorithm="HMAC", extractable=False, usages=("sign",)),
        KeptKey(place=f"{place}.open", algorithm="HMAC", extractable=True, usages=("sign",)),
    ]


def test_reading_leaves_the_databases_as_they_were(page: Page, site: str) -> None:
    page.goto(site)
    _run(page, "await put(SECRET)")
    BrowserStorage.of(page)

    gone = page.evaluate(
        """() => new Promise((resolve) => {
          const request = indexedDB.deleteDatabase("device-1");
          request.onsuccess = () => resolve(true);
          request.onblocked = () => resolve(false);
        })"""
    )

    assert gone
    assert BrowserStorage.of(page).databases == []


def test_a_key_that_a_page_holds_is_found_until_it_lets_go(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate(
        """async () => {
          const make = (free) => crypto.subtle.generateKey({name: "AES-GCM", length: 256}, free, ["decrypt"]);
          const hidden = await make(true);
          window.held = {lazily: () => hidden, plainly: await make(false)};
        }"""
    )
    held = living_keys(page)

    page.evaluate("() => { window.held = null; }")

    kept = (
        LivingKey(algorithm="AES-GCM", extractable=extractable, usages=("decrypt",)) for extractable in (False, True)
    )
    assert sorted(held, key=lambda key: key.extractable) == [*kept]
    assert living_keys(page) == []


def test_what_a_page_holds_in_memory_is_found_until_it_lets_go(page: Page, site: str) -> None:
    page.goto(site)
    halves = [SECRET[:8], SECRET[8:]]
    page.evaluate("(halves) => { window.held = {note: [...halves.join('')].join('')}; }", halves)
    held = SCANNER.search([heap_strings(page)])

    page.evaluate("() => { window.held = null; }")

    assert [str(finding) for finding in held] == ["title (raw) in the page's memory"]
    assert SCANNER.search([heap_strings(page)]) == []


@pytest.mark.parametrize(
    ("script", "place"),
    [
        ("await fetch(`/a?q=${SECRET}`)", "GET {site}/a, address"),
        ("await fetch(`/a/${SECRET}`)", "GET {site}/a/[secret], address"),
        ("await fetch('/a', {headers: {'X-Note': SECRET}})", "GET {site}/a, headers"),
        ("await fetch('/a', {method: 'POST', body: SECRET})", "POST {site}/a, body"),
        ("await fetch('/a', {method: 'POST', body: bytes})", "POST {site}/a, body"),
        (f"{PACK} await fetch('/a', {{method: 'POST', body: packed}})", "POST {site}/a, body"),
        ("navigator.sendBeacon('/a', SECRET); await fetch('/b')", "POST {site}/a, body"),
        ("document.cookie = `note=${SECRET}`; await fetch('/a')", "GET {site}/a, headers"),
    ],
)
def test_a_secret_that_a_page_sends_is_found(context: BrowserContext, site: str, script: str, place: str) -> None:
    traffic = Traffic(context)
    page = context.new_page()
    page.goto(site)
    _run(page, script)

    found = SCANNER.search(traffic.sent)

    assert place.format(site=site) in {finding.place for finding in found}
    assert SCANNER.search(traffic.received) == []


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/told", "answer to GET {site}/told, body"),
        ("/header", "answer to GET {site}/header, headers"),
        ("/away", "answer to GET {site}/away, headers"),
    ],
)
def test_a_secret_that_a_page_receives_is_found(context: BrowserContext, site: str, path: str, place: str) -> None:
    traffic = Traffic(context)
    page = context.new_page()
    page.goto(site)
    page.evaluate("async (path) => { await (await fetch(path)).text(); }", path)

    found = SCANNER.search(traffic.received)

    assert {finding.place for finding in found} == {place.format(site=site)}
    assert traffic.unread == []


@pytest.mark.parametrize("page_first", [False, True])
def test_both_ways_of_a_socket_are_kept_apart(context: BrowserContext, site: str, *, page_first: bool) -> None:
    pages = [context.new_page() for _ in range(page_first)]
    traffic = Traffic(context)
    page = pages[0] if page_first else context.new_page()
    page.goto(site)
    with _socket_server(f"heard {SECRET}") as address:
        page.evaluate(
            """([address, note]) => {
              const socket = new WebSocket(address);
              socket.onopen = () => socket.send(note);
              socket.onmessage = ({data}) => { if (typeof data !== "string") document.title = "over"; };
            }""",
            [address, SECRET],
        )
        expect(page).to_have_title("over")

    assert {finding.place for finding in SCANNER.search(traffic.sent)} == {f"WebSocket {address}, frame sent"}
    assert {finding.place for finding in SCANNER.search(traffic.received)} == {f"WebSocket {address}, frame received"}
