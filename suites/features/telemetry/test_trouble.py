"""Trouble: limits that are broken, and telemetry that is not to be had."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from fixtures.api.telemetry import ENDPOINTS, Endpoint
from fixtures.eventually import eventually
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.screens.telemetry import TelemetryScreen
from fixtures.telemetry.refreshing import REFRESHED_EVERY, refresh
from fixtures.telemetry.traces import UsesEverything
from fixtures.vault.canaries import canary

WINDOW = timedelta(seconds=20)
LIMIT, TITLE = "PassionVaultUnlockFailures", "Vaults are not unlocked"
TRIES = 12
OLD = re.compile(r"This could not be refreshed\.|Which limits are broken now is not known\.")
TOLD: dict[Endpoint, tuple[str, ...]] = {
    "overview": ("activity", "sync"),
    "e2ee": ("e2ee", "vault", "search"),
    "watcher": ("watcher",),
    "performance": ("performance",),
    "alerts": ("errors",),
}


def short_window() -> dict[str, str]:
    """Return settings by which limits look back for seconds."""
    seconds = f"{WINDOW.total_seconds():.0f}"
    return {"alert_window_seconds": seconds, "telemetry_part_seconds": "1", "telemetry_write_seconds": "0.2"}


@pytest.mark.case("FE-TELE-09")
@pytest.mark.exclusive(settings=short_window)
def test_a_breached_limit_shows_and_clears(alice: Person, administrator: Person) -> None:
    """A limit that is broken MUST show as an alert, and MUST clear once what broke it is over."""
    telemetry, everything = administrator.api.telemetry, UsesEverything(alice)
    console = administrator.device("console", clock=datetime.now(UTC))
    shown = console.open(TelemetryScreen)
    expect(shown.limit(TITLE)).to_contain_text("Too little to tell")
    expect(shown.limits).to_contain_text("there is too little to tell of")
    expect(shown.limits).not_to_contain_text(TITLE)

    def refreshed() -> str:
        before = shown.refreshed.inner_text()
        console.clock.advance(REFRESHED_EVERY)
        expect(shown.refreshed).not_to_have_text(before)
        return shown.limits.inner_text()

    assert telemetry.alert(LIMIT).state == "no_data"
    statuses = {everything.mistype() for _ in range(TRIES)}
    assert statuses <= {401, 429}

    eventually(lambda: telemetry.alert(LIMIT).state, until="firing".__eq__, awaiting="the limit to be broken")
    alert = telemetry.alert(LIMIT)
    assert alert.value is not None
    assert alert.value > alert.limit
    eventually(refreshed, until=lambda said: TITLE in said, awaiting="the page to say so")
    expect(shown.limit(TITLE)).to_contain_text("Broken")

    eventually(
        refreshed, until=lambda said: TITLE not in said, within=3 * WINDOW, awaiting="the page to say that it is over"
    )
    expect(shown.limit(TITLE)).not_to_contain_text("Broken")
    assert telemetry.alert(LIMIT).state != "firing"


def figures(shown: TelemetryScreen, endpoint: Endpoint) -> list[str]:
    """Return the figures that the page shows of what an endpoint tells."""
    places = [shown.section(name).figures for name in TOLD[endpoint]]
    if endpoint == "overview":
        places.append(shown.key_figures)
    return [text for place in places for text in place.all_inner_texts()]


def remarks(shown: TelemetryScreen) -> list[tuple[Endpoint, Locator]]:
    """Return where the page says that what it shows may hold no more, with the endpoint that tells it."""
    sections = [(endpoint, shown.section(name).trouble) for endpoint, names in TOLD.items() for name in names]
    return [("alerts", shown.limits), ("overview", shown.key_figures_trouble), *sections]


@pytest.mark.case("FE-TELE-10")
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_with_telemetry_failing_the_page_says_so(alice: Person, administrator: Person, endpoint: Endpoint) -> None:
    """Where telemetry fails, its sections MUST say so and keep what they showed, and the rest MUST go on."""
    console = administrator.device("console", clock=datetime.now(UTC))
    shown = console.open(TelemetryScreen)
    kept, said = figures(shown, endpoint), shown.limits.inner_text()
    repair = console.fail("GET", f"/api/admin/telemetry/{endpoint}", status=503)

    refresh(console)

    for told_by, remark in remarks(shown):
        if told_by == endpoint:
            expect(remark).to_contain_text(OLD)
        else:
            expect(remark).not_to_contain_text(OLD)
    assert figures(shown, endpoint) == kept
    if endpoint == "alerts":
        expect(shown.limits).to_contain_text(said)
    title = canary().title
    ideas = alice.device("phone").open(IdeasScreen)
    ideas.form.title.fill(title)
    ideas.form.create.click()
    expect(ideas.item(title).root).to_be_visible()
    eventually(
        lambda: [item.title for item in alice.api.items("ideas").all()],
        until=[title].__eq__,
        awaiting="the server to have what was written",
    )

    repair()
    refresh(console)
    for _, remark in remarks(shown):
        expect(remark).not_to_contain_text(OLD)
