"""The dashboard: who sees it, what it shows, and how it follows what people do."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from fixtures.api.session import refused_with
from fixtures.api.telemetry import ENDPOINTS, SECTIONS, TelemetryApi
from fixtures.eventually import eventually
from fixtures.people.actors import Person
from fixtures.screens.telemetry import TITLES, TelemetryScreen, number_in
from fixtures.screens.today import TodayScreen
from fixtures.telemetry.hours import within_the_hour
from fixtures.telemetry.refreshing import REFRESHED_EVERY, refresh
from fixtures.telemetry.traces import OWN, UsesEverything, own_share
from fixtures.vault.canaries import canary

RANGES = {"20s": timedelta(seconds=20), "1h": timedelta(hours=1)}
SHORT = RANGES["20s"]


@pytest.mark.case("FE-TELE-01")
def test_only_administrators_reach_dashboard_and_api(alice: Person, administrator: Person) -> None:
    """The dashboard and each of its endpoints MUST answer administrators, and nobody else."""
    telemetry, token = alice.api.telemetry, alice.api.with_token().telemetry
    signed_out = alice.api_device("left")
    signed_out.api.account.sign_out()

    for endpoint in ENDPOINTS:
        assert administrator.api.telemetry.ask(endpoint).sections
        assert refused_with(partial(telemetry.ask, endpoint)) == 403
        assert refused_with(partial(token.ask, endpoint)) == 403
        assert refused_with(partial(signed_out.api.telemetry.ask, endpoint)) == 401
    for section, (row, _) in OWN.items():
        assert administrator.api.telemetry.detail(section, row).values
        assert refused_with(partial(telemetry.detail, section, row)) == 403
        assert refused_with(partial(signed_out.api.telemetry.detail, section, row)) == 401

    visitor = alice.device("visitor").open(TelemetryScreen)
    expect(visitor.denied).to_be_visible()
    expect(visitor.section("activity").root).to_be_hidden()
    expect(visitor.frame.link("Telemetry")).to_be_hidden()
    console = administrator.device("console").open(TodayScreen)
    console.frame.link("Telemetry").click()
    shown = TelemetryScreen(console.page)
    shown.ready()
    expect(shown.section("activity").root).to_be_visible()
    expect(shown.denied).to_be_hidden()


@pytest.mark.case("FE-TELE-02")
def test_all_eight_sections_render_with_live_data(alice: Person, administrator: Person) -> None:
    """All eight sections MUST show figures, how they went, and what they are made of, from what people just did."""
    telemetry, everything = administrator.api.telemetry, UsesEverything(alice)
    within_the_hour(telemetry)
    before = own_share(telemetry.sections())
    everything.once(canary())
    eventually(
        lambda: own_share(telemetry.sections()),
        until=lambda now: all(now[name] > before[name] for name in SECTIONS),
        awaiting="each section to tell of it",
    )

    shown = administrator.device("console", clock=datetime.now(UTC)).open(TelemetryScreen)

    expect(shown.titles).to_have_text(["Key figures", *TITLES.values()])
    told = telemetry.sections()
    for name in SECTIONS:
        section = shown.section(name)
        expect(section.trouble).to_be_empty()
        expect(section.nothing).to_be_hidden()
        expect(section.figures).to_have_count(len(told[name].figures))
        expect(section.charts.first).to_be_visible()
        section.as_table.click()
        expect(section.time_column).to_be_visible()
        if section.all_rows.is_visible():
            section.all_rows.click()
        expect(section.row(OWN[name][0])).to_be_visible()
    assert number_in(shown.key_figure("daily_active_users").inner_text()) >= 1
    assert number_in(shown.key_figure("vault_unlock_attempts").inner_text()) >= before["vault"] + 1


@pytest.mark.case("FE-TELE-04")
def test_the_dashboard_follows_what_people_do(alice: Person, administrator: Person) -> None:
    """What people do MUST show on the dashboard within its next refresh, without a reload, and leave it in place."""
    everything, telemetry = UsesEverything(alice), administrator.api.telemetry
    within_the_hour(telemetry)
    everything.vault.unlock()
    eventually(lambda: telemetry.sections()["vault"].number(*OWN["vault"]), until=bool, awaiting="something to show")
    console = administrator.device("console", clock=datetime.now(UTC))
    shown = console.open(TelemetryScreen)
    vault = shown.section("vault")
    vault.as_table.click()
    asked = len(console.network)
    before = number_in(vault.figure("unlock_attempts").inner_text())

    for _ in range(3):
        everything.vault.unlock()
    eventually(
        lambda: telemetry.sections()["vault"].figure("unlock_attempts"),
        until=lambda now: now >= before + 3,
        awaiting="the tries to be told",
    )
    expect(vault.figure("unlock_attempts")).to_have_text(f"{before:,}")
    with console.answer("GET", "/api/admin/telemetry/e2ee"):
        console.clock.advance(REFRESHED_EVERY)

    eventually(
        lambda: number_in(vault.figure("unlock_attempts").inner_text()),
        until=lambda now: now >= before + 3,
        awaiting="the page to show them",
    )
    assert [line for line in console.network[asked:] if line.split()[1].endswith(TelemetryScreen.path)] == []
    expect(vault.time_column).to_be_visible()


def drilled_down(shown: TelemetryScreen, telemetry: TelemetryApi, name: str) -> None:
    """Open the row of a section that somebody has just added to, and find that its figures add up to it."""
    (row, column), section = OWN[name], shown.section(name)
    told = telemetry.sections()[name]
    assert told.columns[0].id == column, "the dialog is read by its first number"
    if section.all_rows.is_visible():
        section.all_rows.click()

    section.more_about(row).click()

    expect(shown.detail.heading).to_have_text(next(each.label for each in told.rows if each.id == row))
    expect(shown.detail.charts).to_have_count(len(told.columns))
    added = sum(map(number_in, shown.detail.numbers.all_inner_texts()))
    assert told.number(row, column) <= added <= telemetry.sections()[name].number(row, column)


@pytest.mark.case("FE-TELE-05")
def test_each_section_drills_down(alice: Person, administrator: Person) -> None:
    """Each section's rows MUST lead to the figures behind them, and those MUST add up to what the section says."""
    telemetry = administrator.api.telemetry
    within_the_hour(telemetry)
    before = own_share(telemetry.sections())
    UsesEverything(alice).once(canary())
    eventually(
        lambda: own_share(telemetry.sections()),
        until=lambda now: all(now[name] > before[name] for name in SECTIONS),
        awaiting="each section to tell of it",
    )
    console = administrator.device("console", clock=datetime.now(UTC))
    shown = console.open(TelemetryScreen)

    for name in SECTIONS:
        drilled_down(shown, telemetry, name)
        if name == "performance":  # which shows all of its rows by now, whatever others do meanwhile
            refreshed = shown.refreshed.inner_text()
            refresh(console)
            expect(shown.refreshed).not_to_have_text(refreshed)
        shown.detail.close.click()
        expect(shown.section(name).more_about(OWN[name][0])).to_be_focused()


def short_ranges() -> dict[str, str]:
    """Return settings by which what happens is soon out of the shortest range."""
    ranges = json.dumps(list(RANGES))
    return {"telemetry_ranges": ranges, "telemetry_part_seconds": "1", "telemetry_write_seconds": "0.2"}


@pytest.mark.case("FE-TELE-06")
@pytest.mark.exclusive(settings=short_ranges)
def test_the_time_range_changes_every_section_alike(alice: Person, administrator: Person) -> None:
    """The time range MUST hold for all sections: what lies before it is in none, and all of them say which it is."""
    telemetry, everything = administrator.api.telemetry, UsesEverything(alice)
    shown = administrator.device("console", clock=datetime.now(UTC)).open(TelemetryScreen)
    everything.once(canary())
    eventually(
        lambda: own_share(telemetry.sections(name="20s")),
        until=lambda now: all(now.values()),
        awaiting="all sections to tell of it",
    )

    eventually(
        lambda: own_share(telemetry.sections(name="20s")),
        until=lambda now: not any(now.values()),
        within=3 * SHORT,
        awaiting="no section to tell of it any more",
    )

    for range_, there in (("20s", False), ("1h", True)):
        before = {name: shown.section(name).period.inner_text() for name in SECTIONS}
        shown.range.select_option(range_)
        told = telemetry.ask("overview", name=range_).period
        assert RANGES[range_] <= told.until - told.since <= RANGES[range_] + timedelta(seconds=told.every_seconds)
        for name in SECTIONS:
            section = shown.section(name)
            expect(section.period).not_to_have_text(before[name])
            if section.all_rows.is_visible():
                section.all_rows.click()
            expect(section.row(OWN[name][0])).to_have_count(int(there))
    periods = {shown.section(name).period.inner_text() for name in SECTIONS}
    assert len(periods) <= 2, "all sections say the same time, but for a minute that ends meanwhile"
