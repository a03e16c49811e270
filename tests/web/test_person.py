"""Who is here: arriving, leaving, and what pages know of the person."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from fixtures.screens.habits import HabitsScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.settings import SettingsScreen
from fixtures.screens.today import TodayScreen
from tests.web.going import make_quest, show
from tests.web.product import Visitor, provider, running


def test_a_browser_gives_its_zone_to_somebody_who_has_none(page: Page, nora: Visitor) -> None:
    assert nora.call("GET", "/api/auth/me")["time_zone"] is None

    show(page, TodayScreen)

    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    assert nora.call("GET", "/api/auth/me")["time_zone"] == zone


def test_the_sign_in_page_offers_the_providers_that_there_are(page: Page, tmp_path: Path) -> None:
    with running(tmp_path, [provider("Keycloak")]) as product:
        page.goto(f"{product.url}/login?return_to=/habits")
        expect(page.get_by_role("button")).to_have_text("Continue with Keycloak")

        with page.expect_request("**/api/auth/login/**") as asked:
            page.get_by_role("button").click()

        assert asked.value.url == f"{product.url}/api/auth/login/keycloak?return_to=%2Fhabits"
        expect(LoginScreen(page).alert).to_contain_text("did not sign you in")


def test_a_session_that_ended_leads_to_sign_in_and_back(page: Page, nora: Visitor) -> None:
    habits = show(page, HabitsScreen)
    nora.call("POST", "/api/auth/logout")
    habits.form.title.fill("Play scales")

    habits.form.create.click()

    page.wait_for_url("**/login?return_to=%2Fhabits")
    LoginScreen(page).ready()
    expect(page.locator("input[name=return_to]").first).to_have_value("/habits")


def test_the_history_holds_nothing_after_signing_out(page: Page, nora: Visitor) -> None:
    make_quest(nora, "Secret quest", "Hush")
    show(page, QuestsScreen)
    today = show(page, TodayScreen)

    today.frame.sign_out.click()
    page.wait_for_url("**/login")
    page.go_back()

    page.wait_for_url("**/login?return_to=/quests")
    expect(page.get_by_text("Secret quest")).to_have_count(0)


def test_a_profile_is_saved_and_shown_at_once(page: Page, nora: Visitor) -> None:
    settings = show(page, SettingsScreen)

    settings.name.fill("Nora Summer")
    settings.time_zone.select_option("Pacific/Auckland")
    settings.save.click()

    expect(settings.status).to_have_text("Profile saved.")
    expect(settings.frame.root).to_contain_text("Nora Summer")
    assert nora.call("GET", "/api/auth/me")["time_zone"] == "Pacific/Auckland"


def test_an_account_is_deleted_only_after_a_question(page: Page, nora: Visitor) -> None:
    settings = show(page, SettingsScreen)

    settings.delete_account.click()
    expect(page.get_by_role("button", name="Keep my account")).to_be_focused()
    settings.confirm_deletion.click()

    page.wait_for_url("**/login")
    page.goto("/today")
    assert page.url.endswith("/login?return_to=/today")


def test_a_deletion_that_failed_is_told_where_the_question_was_asked(page: Page) -> None:
    settings = show(page, SettingsScreen)
    page.route("**/api/auth/me", lambda route: route.fulfill(status=503) if _deletes(route) else route.continue_())
    settings.delete_account.click()

    settings.confirm_deletion.click()

    question = page.get_by_role("dialog", name="Delete your account?")
    expect(question.get_by_role("alert")).to_have_text("The server could not do this just now (503). Please try again.")
    question.get_by_role("button", name="Keep my account").click()
    settings.delete_account.click()
    expect(question.get_by_role("alert")).to_be_hidden()


def _deletes(route: Route) -> bool:
    return route.request.method == "DELETE"


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("state-mismatch", "did not start in this browser"),
        ("attempt-expired", "took too long"),
        ("attempt-used", "already used"),
        ("provider-refused", "did not sign you in"),
        ("email-unverified", "not verified"),
        ("something-new", "did not work"),
    ],
)
def test_a_failed_sign_in_is_explained(page: Page, slug: str, words: str) -> None:
    page.goto(f"/login?problem={slug}")

    expect(LoginScreen(page).alert).to_contain_text(words)
