"""A running product, a browser, and somebody who is signed in."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from reference_server.routes.here import SESSION_COOKIE
from tests.web.product import Product, Visitor, running


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The real application, shared: every test has a person of its own."""
    with running(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], product: Product) -> dict[str, Any]:
    """Addresses are the product's. A service worker would answer what tests of the pages want to answer themselves."""
    return {**browser_context_args, "base_url": product.url, "service_workers": "block"}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """The browser's. Pages ask until they are closed: what a test's handler is in the middle of then is no error."""
    yield context
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def nora(product: Product) -> Visitor:
    """Somebody new."""
    return product.visitor("Nora Winter")


@pytest.fixture
def page(context: BrowserContext, nora: Visitor) -> Page:
    """Nora's browser, signed in."""
    context.add_cookies([{"name": SESSION_COOKIE, "value": nora.secret, "url": nora.url}])
    return context.new_page()
