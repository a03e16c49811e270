"""How pages are measured for everybody: what axe minds of them, and whether a phone shows them whole."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONES = (320, 390)  # CSS pixels: what WCAG 2.2 (1.4.10, reflow) asks for, and a present phone
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def complaints(page: Page) -> list[str]:
    """What axe minds of the page as it stands, in light and in dark: rule and element, a line each."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page).response["violations"]
        found += [f"{scheme}: {each['id']}: {node['html']}" for each in violations for node in each["nodes"]]
    return found


def sideways(page: Page) -> dict[int, int]:
    """The widths of phones at which the page must be scrolled sideways, with the width that it takes there."""
    taken = {}
    for width in PHONES:
        page.set_viewport_size({"width": width, "height": 640})
        taken[width] = page.evaluate("document.documentElement.scrollWidth")
    return {width: needed for width, needed in taken.items() if needed != width}
