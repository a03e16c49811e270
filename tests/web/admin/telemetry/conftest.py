"""The dashboard after a day of use."""

import pytest
from playwright.sync_api import Page

from fixtures.screens.telemetry import TelemetryScreen
from tests.web.admin.telemetry.days import a_day_of_use
from tests.web.going import show
from tests.web.product import Product


@pytest.fixture
def dashboard(desk: Page, product: Product) -> TelemetryScreen:
    """The page, with everything on it."""
    a_day_of_use(product)
    return show(desk, TelemetryScreen)
