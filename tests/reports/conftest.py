"""The browser in which pages are looked at, and the patience with which properties are tried."""

from typing import Any

import hypothesis
import pytest

from fixtures.browsers import find_browser

# How long an example takes says how busy the machine is, not whether the property holds.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that the suite would start."""
    return {**find_browser().launch_options(), **browser_type_launch_args}
