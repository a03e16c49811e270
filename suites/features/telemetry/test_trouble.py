"""Trouble: limits that are broken, and telemetry that is not to be had."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from fixtures.api.telemetry import ENDPOINTS, SECTIONS, Endpoint
from fixtures.devices.browser_device import BrowserDevice
from fixtures.eventually import eventually
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.screens.telemetry import TelemetryScreen
from fixtures.telemetry.traces import UsesEverything
from fixtures.vault.canaries import canary

REFRESHED_EVERY = timedelta(seconds=5)
WINDOW = timedelta(seconds=10)
LIMIT, TITLE = "PassionVaultUnlockFailures", "Vaults are not unlocked"
TRIES = 12
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
    expect(shown.limits).not_to_contain_text(TITLE)

    def refreshed() -> str:
        before = shown.refreshed.inner_text()
        console.clock.advance(REFRESHED_EVERY)
        expect(shown.refreshed).not_to_have_text(before)
        return shown.limits.inner_text()

    assert telemetry.alert(LIMIT).state != "firing"
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


def refresh(console: BrowserDevice) -> None:
    """Let the page refresh, and wait for all answers: until the last one is there, it does not refresh again."""
    with ExitStack() as answers:
        for endpoint in ENDPOINTS:
            answers.enter_context(console.answer("GET", f"/api/admin/telemetry/{endpoint}"))
        console.clock.advance(REFRESHED_EVERY)


@pytest.mark.case("FE-TELE-10")
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_with_telemetry_failing_the_page_says_so(alice: Person, administrator: Person, endpoint: Endpoint) -> None:
    """Where telemetry fails, its sections MUST say so and keep what they showed, and the rest MUST go on."""
    console = administrator.device("console", clock=datetime.now(UTC))
    shown = console.open(TelemetryScreen)
    kept = {name: shown.section(name).figures.all_inner_texts() for name in TOLD[endpoint]}
    repair = console.fail("GET", f"/api/admin/telemetry/{endpoint}", status=503)

    refresh(console)

    for name in SECTIONS:
        trouble = shown.section(name).trouble
        if name in TOLD[endpoint]:
            expect(trouble).to_contain_text("This could not be refreshed.")
            assert shown.section(name).figures.all_inner_texts() == kept[name]
        else:
            expect(trouble).to_be_empty()
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
    for name in TOLD[endpoint]:
        expect(shown.section(name).trouble).to_be_empty()
