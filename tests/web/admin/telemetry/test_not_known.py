"""What the dashboard says where it does not know: of limits without data, and while it cannot be refreshed."""

import re

import pytest
from playwright.sync_api import Page, expect

from fixtures.screens.telemetry import TelemetryScreen
from reference_server.contract.telemetry import Alert
from reference_server.store.work import Work
from tests.web.going import show
from tests.web.product import Product

NOT_KNOWN = "Which limits are broken now is not known."


def found(product: Product, *states: str) -> None:
    """Let the first limits be found so, the others held."""
    limits = product.seams.services.dashboard.limits
    judge = limits.judged

    def judged(work: Work) -> list[Alert]:
        alerts = judge(work)
        rest = ["ok"] * (len(alerts) - len(states))
        return [
            alert.model_copy(update={"state": state}) for alert, state in zip(alerts, [*states, *rest], strict=True)
        ]

    limits.judged = judged  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], "All limits are held."),
        (["no_data"], "No limit is known to be broken; there is too little to tell of 1 limit."),
        (["no_data", "no_data"], "No limit is known to be broken; there is too little to tell of 2 limits."),
        (["no_data", "firing"], "Broken: A route answers slowly."),
    ],
)
def test_the_first_line_says_no_more_than_is_known(desk: Page, product: Product, states: list[str], said: str) -> None:
    found(product, *states)

    dashboard = show(desk, TelemetryScreen)

    expect(dashboard.limits).to_have_text(said)


def test_without_limits_none_is_held(desk: Page, product: Product) -> None:
    product.seams.services.dashboard.limits.judged = lambda work: []  # type: ignore[method-assign]  # noqa: ARG005

    dashboard = show(desk, TelemetryScreen)

    expect(dashboard.limits).to_have_text("No limit is judged.")
    expect(dashboard.limits).not_to_have_class(re.compile("held"))


@pytest.mark.parametrize("states", [[], ["no_data"], ["firing"]])
def test_while_limits_cannot_be_read_the_first_line_says_so(desk: Page, product: Product, states: list[str]) -> None:
    found(product, *states)
    dashboard = show(desk, TelemetryScreen)
    said = dashboard.limits.inner_text()
    desk.route("**/telemetry/alerts*", lambda route: route.fulfill(status=503, body=""))

    dashboard.range.select_option("7d")

    old = re.compile(rf"^{re.escape(NOT_KNOWN)} At \d\d:\d\d:\d\d: {re.escape(said)}$")
    expect(dashboard.limits).to_have_text(old)
    expect(dashboard.key_figures_trouble).to_be_empty()
    desk.unroute("**/telemetry/alerts*")
    dashboard.range.select_option("24h")
    expect(dashboard.limits).to_have_text(said)


def test_limits_that_were_never_read_are_not_known(desk: Page) -> None:
    desk.route("**/telemetry/alerts*", lambda route: route.fulfill(status=503, body=""))

    dashboard = show(desk, TelemetryScreen)

    expect(dashboard.limits).to_have_text(NOT_KNOWN)


def test_key_figures_that_fail_say_so_and_stay(dashboard: TelemetryScreen) -> None:
    kept = dashboard.key_figures.all_inner_texts()
    dashboard.page.route("**/telemetry/overview*", lambda route: route.fulfill(status=503, body=""))

    dashboard.range.select_option("7d")

    expect(dashboard.key_figures_trouble).to_contain_text("This could not be refreshed.")
    expect(dashboard.key_figures_trouble).to_contain_text("What is shown is of")
    assert dashboard.key_figures.all_inner_texts() == kept
    dashboard.page.unroute("**/telemetry/overview*")
    dashboard.range.select_option("24h")
    expect(dashboard.key_figures_trouble).to_be_empty()
