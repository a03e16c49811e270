"""A browser device shows where it is, keeps what its page said, and moves its own clock only."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext

from fixtures.api.session import Session
from fixtures.devices.browser_device import BrowserDevice, NotAnswered, NotShown
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.today import TodayScreen
from fixtures.target.profiles import Profile, Target

SAID = "const said = ['moonlit', 'cadenza'].join(' ');"
NOON = datetime(2025, 3, 30, 12, tzinfo=UTC)
PAGES = {
    "/app/today": """<html data-ready="true"><p id="p"></p><script>
        document.getElementById('p').textContent = 'secret';
        document.getElementById('p').textContent = new Date().toISOString();
        setTimeout(() => console.log('rang'), 60000)</script>""",
    "/app/habits": "<html data-ready='false'>",
    "/app/api/thing": "{}",
}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        content = PAGES.get(self.path.partition("?")[0])
        self.send_response(200 if content else 404)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write((content or "").encode())

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/app"
        yield Target(profile=Profile(name="t", kind="url", url=url), url=url)
        server.shutdown()
        thread.join()


@pytest.fixture
def phone(context: BrowserContext, target: Target) -> BrowserDevice:
    return BrowserDevice("phone", context, target, _no_session, NOON)


@pytest.fixture
def lose_patience(phone: BrowserDevice, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, the phone waits no longer than a moment for what never comes."""

    def lose() -> None:
        monkeypatch.setattr(phone, "_patience_s", 0.1)
        phone.context.set_default_timeout(100)

    return lose


def _no_session(_: str) -> Session:
    raise AssertionError("no session is asked for here")


def test_a_screen_that_does_not_come_is_missed_by_name(phone: BrowserDevice, lose_patience: Callable[[], None]) -> None:
    phone.open(TodayScreen)
    lose_patience()

    with pytest.raises(NotShown, match=r"awaited /habits on phone for 0\.1 s; it is at /today"):
        phone.shows(HabitsScreen)


def test_a_screen_that_is_never_ready_is_missed_by_name(
    phone: BrowserDevice, lose_patience: Callable[[], None]
) -> None:
    phone.go("/habits")
    lose_patience()

    with pytest.raises(NotShown, match=r"awaited /habits on phone for 0\.1 s; it is at /habits"):
        phone.shows(HabitsScreen)


def test_an_answer_that_does_not_come_is_missed_with_the_last_ones(
    phone: BrowserDevice, lose_patience: Callable[[], None]
) -> None:
    phone.open(TodayScreen)
    lose_patience()
    said = r"awaited the answer to POST /api/\* on phone for 0\.1 s; last: GET .*/app/today"

    with pytest.raises(NotAnswered, match=said), phone.answer("POST", "/api/*"):
        pass


def test_an_answer_is_known_by_its_path_below_the_address(phone: BrowserDevice) -> None:
    phone.open(TodayScreen)

    with phone.answer("GET", "/api/thing"):
        phone.go("/api/thing?token=secret")

    assert "/app/api/thing 200" in phone.network[-1]
    assert "secret" not in "".join(phone.network)


def test_a_text_is_seen_however_short_it_shows(phone: BrowserDevice) -> None:
    seen = phone.watch_for("2025-03-30")

    phone.open(TodayScreen)
    phone.reload(TodayScreen)

    assert seen == ["/app/today", "/app/today"]


@pytest.mark.parametrize(
    "show",
    [
        "document.body.title = said",
        "document.body.innerHTML = `<p aria-label='${said}'>`",
        "document.body.appendChild(document.createElement('input')).value = said",
        "document.body.appendChild(document.createElement('textarea')).value = said",
    ],
)
def test_a_text_is_seen_in_an_attribute_and_in_a_field(phone: BrowserDevice, show: str) -> None:
    seen = phone.watch_for("moonlit cadenza")
    phone.open(TodayScreen)

    phone.page.evaluate(f"async () => {{ {SAID} {show}; await null; document.body.remove(); }}")

    assert seen == ["/app/today"]


def test_the_pages_clock_stands_until_it_is_moved(phone: BrowserDevice) -> None:
    phone.open(TodayScreen)
    assert phone.page.inner_text("p") == "2025-03-30T12:00:00.000Z"

    with phone.page.expect_console_message(lambda message: message.text == "rang"):
        phone.clock.advance(timedelta(minutes=1))
    phone.clock.move_to(NOON + timedelta(days=1))

    phone.reload(TodayScreen)
    assert phone.page.inner_text("p") == "2025-03-31T12:00:00.000Z"
    assert phone.console == ["log: rang"]


def test_a_device_on_real_time_has_no_clock_to_move(context: BrowserContext, target: Target) -> None:
    with pytest.raises(RuntimeError, match="laptop keeps real time"):
        _ = BrowserDevice("laptop", context, target, _no_session).clock


def test_a_cookie_is_kept_and_forgotten(phone: BrowserDevice) -> None:
    phone.keep("passion_session", "value")
    kept = phone.cookie("passion_session")
    assert kept
    assert kept["value"] == "value"

    phone.forget("passion_session")

    assert phone.cookie("passion_session") is None


def test_an_answer_can_be_altered_on_the_way(phone: BrowserDevice) -> None:
    phone.alter("/api/th*", lambda document: document.update(altered=True))

    phone.go("/api/thing?since=0")

    assert phone.page.inner_text("body") == '{"altered":true}'


def test_something_can_happen_once_while_a_request_is_under_way(phone: BrowserDevice) -> None:
    happened: list[str] = []
    phone.before("GET", "/api/thing", lambda: happened.append("it"))

    for _ in range(2):
        with phone.answer("GET", "/api/thing"):
            phone.go("/api/thing")

    assert happened == ["it"]
    assert [line.partition(" ms")[0].split()[-2] for line in phone.network] == ["200", "200"]


def test_requests_of_one_kind_can_be_cut_off_for_a_while(phone: BrowserDevice) -> None:
    let_through = phone.cut_off("POST", "/api/thing")
    phone.go("/api/thing")
    asked = "async () => { try { await fetch('thing', {method: 'POST'}); return true; } catch { return false; } }"

    assert phone.page.evaluate(asked) is False
    let_through()
    assert phone.page.evaluate(asked) is True


def test_a_page_that_crashed_has_a_successor_in_the_same_browser(phone: BrowserDevice) -> None:
    phone.go("/today")
    crashed = phone.page
    phone.page.evaluate("() => localStorage.setItem('kept', 'yes')")

    phone.crash()

    assert crashed.is_closed()
    phone.go("/today")
    assert phone.page.evaluate("() => localStorage.getItem('kept')") == "yes"


def test_a_page_that_is_put_behind_another_says_so(phone: BrowserDevice) -> None:
    phone.go("/today")
    phone.page.evaluate("() => document.addEventListener('visibilitychange', () => { globalThis.heard = true; })")

    phone.put_behind()

    assert phone.page.evaluate("() => [document.hidden, document.visibilityState, heard]") == [True, "hidden", True]
