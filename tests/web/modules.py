"""How tests try the pages' modules one by one, in a real browser and without a page around them."""

from typing import Any

from playwright.sync_api import Page


def run(page: Page, file: str, body: str, given: Any = None) -> Any:
    """Run the body of a function on a page of the product; it has the exports as `module`, and what the test gives."""
    if not page.url.startswith("http"):
        page.goto("/login")
    return page.evaluate(
        f"""async (given) => {{
            const module = await import(new URL("assets/{file}", location.href));
            {body}
        }}""",
        given,
    )
