"""An administrator with a browser, and somebody who backs files up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from reference_server.routes.here import SESSION_COOKIE
from tests.web.daw.rows import paired
from tests.web.product import Product, Visitor, running


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """An application of the test's own: administrators see what everybody does."""
    with running(tmp_path) as product:
        yield product


@pytest.fixture
def desk(page: Page, product: Product) -> Page:
    """The browser, with the administrator signed in."""
    admin = product.administrator()
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": admin.secret, "url": admin.url}])
    return page


@pytest.fixture
def studio(product: Product, nora: Visitor) -> str:
    """A watcher of Nora's."""
    return paired(product, nora)
