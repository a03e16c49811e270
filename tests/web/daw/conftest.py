"""A watcher that waits, and somebody with an open vault who can let it in."""

import pytest
from playwright.sync_api import Page

from fixtures.screens.devices import DevicesScreen
from tests.web.daw.watchers import WaitingWatcher
from tests.web.going import show
from tests.web.product import Product
from tests.web.vault.vaults import set_up_vault


@pytest.fixture
def devices(page: Page) -> DevicesScreen:
    """The page of somebody whose vault is open."""
    screen = show(page, DevicesScreen)
    set_up_vault(page)
    return screen


@pytest.fixture
def watcher(product: Product) -> WaitingWatcher:
    """One that waits."""
    return WaitingWatcher.asking(product)
