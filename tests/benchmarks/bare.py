"""Three cases of the suite as a plain Playwright script: the same steps in fresh contexts, and no harness at all.

`python -m tests.benchmarks.bare URL` prints {"tests": n, "seconds": s}, the browser's start included.
"""

import json
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Page, expect, sync_playwright

from fixtures.clock import everyday_zone
from fixtures.devices.browsers import find_browser

ZONE = everyday_zone(datetime.now(UTC))


class Somebody:
    """A throw-away account with a session of its own, by plain HTTP."""

    def __init__(self, http: httpx.Client, url: str) -> None:
        self.http, self.url = http, url
        self.subject = f"bare-{secrets.token_hex(4)}"
        self.cookie = self.sign_in()
        self.send("PATCH", "/api/auth/me", {"time_zone": ZONE.key})

    def sign_in(self) -> str:
        """Walk through the provider and return the session cookie."""
        begun = self.http.get(f"{self.url}/api/auth/login/google")
        asked = begun.headers["location"]
        issuer = f"{urlsplit(asked).scheme}://{urlsplit(asked).netloc}"
        claims = {"email": f"{self.subject}@passion.test", "email_verified": True, "name": self.subject}
        self.http.put(f"{issuer}/users/{self.subject}", json=claims).raise_for_status()
        back = self.http.post(asked, data={"sub": self.subject}).headers["location"]
        attempt = begun.cookies["passion_signin"]
        return self.http.get(back, headers={"cookie": f"passion_signin={attempt}"}).cookies["passion_session"]

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Send a request as this person and return the answer's JSON, if it has any."""
        headers = {"cookie": f"passion_session={self.cookie}", "origin": self.url}
        answer = self.http.request(method, self.url + path, json=body, headers=headers).raise_for_status()
        return answer.json() if answer.content else None

    def make(self, what: str, **body: Any) -> Any:
        """Make a habit, quest or focus session now."""
        return self.send("POST", f"/api/{what}", {**body, **moment()})


def moment(at: datetime | None = None) -> dict[str, str]:
    """Return the fields that say when a command was given, on which day of the person."""
    at = at or datetime.now(UTC)
    return {"occurred_at": at.isoformat(), "local_date": at.astimezone(ZONE).date().isoformat()}


@contextmanager
def phone(browser: Browser, somebody: Somebody) -> Iterator[Page]:
    """Open a fresh context that is signed in."""
    context = browser.new_context(timezone_id=ZONE.key)
    try:
        cookie = somebody.sign_in()
        context.add_cookies([{"name": "passion_session", "value": cookie, "url": somebody.url}])
        yield context.new_page()
    finally:
        context.close()


def show(page: Page, address: str) -> None:
    """Go to a page, or load it anew, and wait until it is ready."""
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => document.documentElement?.dataset.ready === 'true'")


def card(page: Page, title: str) -> Any:
    """Find an item on its own page."""
    return page.get_by_role("article", name=title, exact=True)


def item(page: Page, region: str, title: str) -> Any:
    """Find an item in a list."""
    items = page.get_by_role("region", name=region, exact=True).get_by_role("listitem")
    return items.filter(has=page.get_by_role("heading", name=title, exact=True))


def habit_streak(browser: Browser, somebody: Somebody) -> None:
    """CP-HABIT-01."""
    with phone(browser, somebody) as page:
        show(page, f"{somebody.url}/habits")
        form = page.get_by_role("form", name="New habit")
        form.get_by_label("Title", exact=True).fill("Play scales")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            form.get_by_role("button", name="Create habit").click()
        habit = card(page, "Play scales")
        expect(habit.get_by_text(re.compile("^Current streak: "))).to_have_text("Current streak: 0 days")
        expect(habit.get_by_text("Longest streak: ")).to_have_text("Longest streak: 0 days")
        with page.expect_response(lambda answer: answer.url.endswith("/check-in")):
            habit.get_by_role("button", name="Check in").click()
        for again in (False, True):
            if again:
                show(page, page.url)
            expect(habit.get_by_text(re.compile("^Current streak: "))).to_have_text("Current streak: 1 day")
            expect(habit.get_by_text("Longest streak: ")).to_have_text("Longest streak: 1 day")
            expect(habit.get_by_role("button", name="Undo check-in")).to_be_visible()
        show(page, f"{somebody.url}/today")
        expect(item(page, "Habits", "Play scales").get_by_text(re.compile("^Streak: "))).to_contain_text("1 day")
        (stored,) = somebody.send("GET", f"/api/habits?date={moment()['local_date']}")["items"]
        assert stored["checked_in"]
        assert (stored["streak"]["current"], stored["streak"]["longest"]) == (1, 1)


def completed_on_today(browser: Browser, somebody: Somebody) -> None:
    """CP-TODAY-02."""
    habit = somebody.make("habits", title="Play scales")
    quest = somebody.make("quests", title="Record a demo", steps=[{"title": "Mix it"}])
    with phone(browser, somebody) as page:
        show(page, f"{somebody.url}/today")
        with page.expect_response(lambda answer: answer.url.endswith("/check-in")):
            item(page, "Habits", "Play scales").get_by_role("button", name="Check in").click()
        with page.expect_response(lambda answer: answer.url.endswith("/tick")):
            item(page, "Quests", "Record a demo").get_by_role("checkbox", name="Mix it", exact=True).check()
        for again in (False, True):
            if again:
                show(page, page.url)
            daily, goal = item(page, "Habits", "Play scales"), item(page, "Quests", "Record a demo")
            expect(daily.get_by_role("button", name="Undo check-in")).to_be_visible()
            expect(daily.get_by_text(re.compile("^Streak: "))).to_contain_text("1 day")
            expect(goal.get_by_role("checkbox", name="Mix it", exact=True)).to_be_checked()
            expect(goal.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "1")
        show(page, f"{somebody.url}/habits")
        expect(card(page, "Play scales").get_by_role("button", name="Undo check-in")).to_be_visible()
        show(page, f"{somebody.url}/quests")
        region = page.get_by_role("region", name="Completed", exact=True)
        expect(region.get_by_role("heading", level=3)).to_have_text(["Record a demo"])
    assert somebody.send("GET", f"/api/habits/{habit['id']}?date={moment()['local_date']}")["checked_in"]
    assert somebody.send("GET", f"/api/quests/{quest['id']}")["status"] == "completed"


def quest_with_steps(browser: Browser, somebody: Somebody) -> None:
    """CP-QUEST-01."""
    steps = ["Écrire les paroles", "Record the 🎸 part", "Mix & master"]
    due = (datetime.now(ZONE).date() + timedelta(days=7)).isoformat()
    with phone(browser, somebody) as page, phone(browser, somebody) as laptop:
        show(page, f"{somebody.url}/quests")
        form = page.get_by_role("form", name="New quest")
        fields = {"Title": "Record a demo", "Notes": "Three takes\nat most", "Due date": due, "Steps": "\n".join(steps)}
        for label, value in fields.items():
            form.get_by_label(label, exact=True).fill(value)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            form.get_by_role("button", name="Create quest").click()
        for shown, anew in ((page, False), (page, True), (laptop, True)):
            if anew:
                show(shown, f"{somebody.url}/quests")
            region = shown.get_by_role("region", name="Active", exact=True)
            expect(region.get_by_role("heading", level=3)).to_have_text(["Record a demo"])
            expect(card(shown, "Record a demo")).to_contain_text("0 of 3")
            for step in steps:
                box = card(shown, "Record a demo").get_by_role("checkbox", name=step, exact=True)
                expect(box).not_to_be_checked()
    (stored,) = somebody.send("GET", "/api/quests")["items"]
    assert [step["title"] for step in stored["steps"]] == steps
    assert (stored["title"], stored["notes"], stored["due_date"]) == (fields["Title"], fields["Notes"], due)


CASES: dict[str, Callable[[Browser, Somebody], None]] = {
    "CP-HABIT-01": habit_streak,
    "CP-TODAY-02": completed_on_today,
    "CP-QUEST-01": quest_with_steps,
}


def main(url: str, times: int = 1) -> None:
    """Run all cases `times` times in one browser and print what it took."""
    started = time.perf_counter()
    no_jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    with sync_playwright() as playwright, httpx.Client(cookies=no_jar, timeout=15, trust_env=False) as http:
        browser = playwright.chromium.launch(**find_browser(None, full=False).launch_options())
        for case in list(CASES.values()) * times:
            somebody = Somebody(http, url)
            case(browser, somebody)
            somebody.send("DELETE", "/api/auth/me")
        browser.close()
    print(json.dumps({"tests": len(CASES) * times, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(sys.argv[1])
