"""`qa browsers`: which browsers are here, and getting one."""

import json
import sys
from typing import Annotated

import typer

from qa.help import examples, switch

INSTALL_EXAMPLES = examples(
    ("qa browsers install", "a headless shell, the quickest"),
    ("qa browsers install --full", "a full Chromium, to see its window"),
    ("qa browsers install --if-missing", "nothing when one is there"),
)
LIST_EXAMPLES = examples(("qa browsers list", "the first one is what a run uses"), ("qa browsers list --json", ""))

app = typer.Typer(help="Which browsers are here, and getting one.", no_args_is_help=True)


@app.command("list", epilog=LIST_EXAMPLES)
def list_browsers(*, as_json: Annotated[bool, switch("--json", help="As JSON.")] = False) -> None:
    """List the browsers that a run could use, in the order in which it takes them."""
    from fixtures.devices.browsers import candidates

    found = [
        {"name": browser.name, "path": str(browser.executable or ""), "kind": "full" if browser.full else "headless"}
        for browser in candidates()
    ]
    if as_json:
        print(json.dumps(found))
        return
    for browser in found:
        print(f"{browser['kind']:<9} {browser['name']:<28} {browser['path']}".rstrip())
    if not found:
        print("no browser is here; get one with: qa browsers install")


@app.command("install", epilog=INSTALL_EXAMPLES)
def install_browser(
    *,
    if_missing: Annotated[bool, switch("--if-missing", help="Do nothing when a browser is there.")] = False,
    full: Annotated[bool, switch("--full", help="A full Chromium, not the headless shell.")] = False,
) -> None:
    """Get a browser: Playwright's own download, else the system's package; then start it once as a proof."""
    from fixtures.devices.browsers import BrowserNotFound, find_browser
    from qa.browser_setup import NoBrowserError, install

    if if_missing:
        try:
            find_browser(full=full)
        except BrowserNotFound:
            pass
        else:
            return
    try:
        ready = install(lambda step: print(step, file=sys.stderr, flush=True), full=full)
    except NoBrowserError as error:
        print(f"qa browsers install: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    print(f"{ready.browser.name} {ready.version} is ready")
