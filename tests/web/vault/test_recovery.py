"""A page that could not load, or met something unforeseen: it says so, gives nothing away, and recovers by itself."""

import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.screens.quests import QuestsScreen
from fixtures.screens.settings import SettingsScreen
from fixtures.screens.today import TodayScreen
from tests.web.going import make_quest, show
from tests.web.product import Visitor

ME = "**/api/auth/me"
UNREACHED = "The server could not be reached. Check your connection and try again."
DEFECT = "Something went wrong on this page. Please reload it."


def cut(route: Route) -> None:
    """Give no answer."""
    route.abort()


def come_back(page: Page, event: str = "online") -> None:
    """Let the network, or the person, come back."""
    page.evaluate("name => dispatchEvent(new Event(name))", event)


def live_on_mars(route: Route) -> None:
    """Answer with a person whose zone this browser does not know."""
    answer = route.fetch()
    route.fulfill(response=answer, json={**answer.json(), "time_zone": "Mars/Phobos"})


def test_a_page_that_does_not_know_who_is_here_shows_nothing_but_why(page: Page) -> None:
    page.route(ME, cut)

    page.goto("/quests")

    quests = QuestsScreen(page)
    expect(quests.alert).to_have_text(UNREACHED)
    expect(quests.alert).to_be_visible()
    expect(page.get_by_role("form")).to_have_count(0)


def test_a_form_without_its_handlers_puts_nothing_into_the_address(page: Page) -> None:
    page.route(ME, cut)
    page.goto("/quests")
    expect(QuestsScreen(page).alert).to_be_visible()
    visited: list[str] = []
    page.on("request", lambda request: visited.append(request.url))

    with page.expect_request(ME):
        page.evaluate(
            """() => {
                document.querySelector("[name=title]").value = "Secret quest";
                document.querySelector("#new-quest button").click();
                dispatchEvent(new Event("online"));
            }"""
        )

    assert [address for address in visited if "Secret" in address] == []
    assert page.url.endswith("/quests")


@pytest.mark.parametrize("event", ["online", "focus"])
def test_a_first_load_that_failed_is_made_up_for(page: Page, nora: Visitor, event: str) -> None:
    make_quest(nora, "Finish the EP", "Drums")
    page.route(ME, cut)
    page.goto("/quests")
    quests = QuestsScreen(page)
    expect(quests.alert).to_have_text(UNREACHED)

    page.unroute(ME)
    come_back(page, event)

    expect(quests.active).to_have_text("Finish the EP")
    expect(quests.alert).to_be_hidden()
    quests.form.title.fill("Learn a fugue")
    quests.form.steps.fill("Subject")
    quests.form.create.click()
    expect(quests.active).to_have_text(["Learn a fugue", "Finish the EP"])


def test_a_list_that_could_not_be_loaded_is_not_called_empty(page: Page) -> None:
    page.route("**/api/quests*", cut)
    page.route("**/api/sync/poll*", cut)

    quests = show(page, QuestsScreen)

    expect(quests.alert).to_have_text(UNREACHED)
    expect(page.get_by_text("No quest is under way.")).to_be_hidden()


def test_a_refresh_takes_back_what_an_earlier_one_complained_of(page: Page) -> None:
    quests = show(page, QuestsScreen)
    page.route(ME, lambda route: route.fulfill(status=503))
    come_back(page)
    expect(quests.alert).to_have_text("The server could not do this just now (503). Please try again.")

    page.unroute(ME)
    come_back(page)

    expect(quests.alert).to_be_hidden()


def test_somebody_whose_browser_names_an_unknown_zone_lives_by_utc(page: Page, nora: Visitor) -> None:
    page.add_init_script(
        """
        const { resolvedOptions } = Intl.DateTimeFormat.prototype;
        Intl.DateTimeFormat.prototype.resolvedOptions = function () {
            return { ...resolvedOptions.call(this), timeZone: "Mars/Phobos" };
        };
        """
    )

    today = show(page, TodayScreen)

    expect(today.greeting).to_have_text("Hello, Nora Winter")
    expect(today.alert).to_be_hidden()
    assert nora.call("GET", "/api/auth/me")["time_zone"] == "UTC"


def test_a_defect_of_the_page_is_told_to_the_person_and_to_the_console(page: Page) -> None:
    defects: list[str] = []
    page.on("pageerror", lambda error: defects.append(error.name or ""))
    page.route(ME, live_on_mars)

    today = show(page, TodayScreen)

    expect(today.alert).to_have_text(DEFECT)
    assert defects == ["RangeError"]


def test_a_zone_that_the_browser_does_not_know_can_still_be_changed(page: Page, nora: Visitor) -> None:
    page.route(ME, live_on_mars)
    settings = show(page, SettingsScreen)
    expect(settings.alert).to_have_text(DEFECT)

    page.unroute(ME)
    settings.time_zone.select_option("Europe/Berlin")
    settings.save.click()

    expect(settings.status).to_have_text("Profile saved.")
    expect(settings.alert).to_be_hidden()
    assert nora.call("GET", "/api/auth/me")["time_zone"] == "Europe/Berlin"
