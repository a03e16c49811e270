"""How tests of the pages move and make things."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from playwright.sync_api import Page

from fixtures.screens.screen import Screen
from tests.web.product import Visitor

S = TypeVar("S", bound=Screen)


def show(page: Page, screen: type[S]) -> S:
    """Go to a screen and return it when it is ready."""
    page.goto(screen.path)
    shown = screen(page)
    shown.ready()
    return shown


def complaints_of(page: Page) -> list[str]:
    """Return a list that gets what the page says on the console from now on, or what it fails at.

    That this browser has no service workers is the tests' doing.
    """
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if "blocked by Playwright" not in message.text else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def forget(page: Page) -> None:
    """Let the browser forget what it has heard of the person's things, though not how far they had come."""
    page.goto("/login")
    page.evaluate(
        """async () => {
            for (const { name } of await indexedDB.databases()) {
                if (!name.startsWith("replica-")) continue;
                await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; });
            }
        }"""
    )


def stamp(instant: datetime | None = None) -> dict[str, str]:
    """Return when a command happened, on the calendar of UTC."""
    when = instant or datetime.now(UTC)
    return {"local_date": str(when.date()), "occurred_at": when.isoformat().replace("+00:00", "Z")}


def make_quest(visitor: Visitor, title: str, *steps: str) -> dict[str, Any]:
    """Make a quest beside the browser."""
    body = {"title": title, "steps": [{"title": step} for step in steps], **stamp()}
    return visitor.call("POST", "/api/quests", body)


def make_habit(visitor: Visitor, title: str, since: datetime | None = None) -> dict[str, Any]:
    """Make a habit beside the browser."""
    return visitor.call("POST", "/api/habits", {"title": title, **stamp(since)})


def make_track(visitor: Visitor, title: str, *lessons: str) -> dict[str, Any]:
    """Make a track beside the browser."""
    written = [{"title": lesson, "text": f"Text of {lesson}"} for lesson in lessons]
    return visitor.call("POST", "/api/learning", {"title": title, "lessons": written})


def complete_lesson(visitor: Visitor, track: dict[str, Any], place: int, at: datetime | None = None) -> dict[str, Any]:
    """Complete a lesson beside the browser, at an instant or now."""
    path = f"/api/learning/{track['id']}/lessons/{track['lessons'][place]['id']}/complete"
    return visitor.call("POST", path, stamp(at))


def plan_session(visitor: Visitor, title: str, minutes: int) -> dict[str, Any]:
    """Plan a focus session beside the browser."""
    return visitor.call("POST", "/api/focus", {"title": title, "planned_minutes": minutes, **stamp()})


def start_session(visitor: Visitor, title: str, minutes: int, at: datetime) -> dict[str, Any]:
    """Plan a session and start it at an instant, beside the browser."""
    session = plan_session(visitor, title, minutes)
    return visitor.call("POST", f"/api/focus/{session['id']}/start", stamp(at))


def fill_everything(visitor: Visitor) -> None:
    """Make something of every kind and state."""
    quest = make_quest(visitor, "Finish the EP", "Mix the drums", "Send to mastering")
    tick = {"ticked": True, **stamp()}
    visitor.call("POST", f"/api/quests/{quest['id']}/steps/{quest['steps'][0]['id']}/tick", tick)
    done = make_quest(visitor, "Tidy the samples", "Delete duplicates")
    visitor.call("POST", f"/api/quests/{done['id']}/steps/{done['steps'][0]['id']}/tick", tick)
    put_away = make_quest(visitor, "Learn counterpoint", "First species")
    visitor.call("POST", f"/api/quests/{put_away['id']}/archive", {"archived": True})
    habit = make_habit(visitor, "Play scales")
    visitor.call("POST", f"/api/habits/{habit['id']}/check-in", stamp())
    make_habit(visitor, "Listen closely")
    put_aside = make_habit(visitor, "Read scores")
    visitor.call("POST", f"/api/habits/{put_aside['id']}/archive", {"archived": True})
    track = make_track(visitor, "Counterpoint", "First species", "Second species", "Third species")
    complete_lesson(visitor, track, 0, datetime.now(UTC) - timedelta(days=2))
    put_by = make_track(visitor, "Solfège", "Do", "Re")
    visitor.call("POST", f"/api/learning/{put_by['id']}/archive", {"archived": True})
    plan_session(visitor, "Sound design", 50)
    start_session(visitor, "Mixing", 25, datetime.now(UTC) - timedelta(minutes=1))
