"""The browser in which pages are looked at."""

from typing import Any

import pytest

from fixtures.browsers import find_browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that the suite would start."""
    return {**find_browser().launch_options(), **browser_type_launch_args}
