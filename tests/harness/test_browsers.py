"""The browser that a run starts is the one people would expect, or an error that helps."""

import json
import re
from pathlib import Path

import playwright
import pytest

from fixtures.devices.browsers import PLAYWRIGHT_DISABLED_FEATURES, Browser, BrowserNotFound, find_browser

DRIVER = Path(playwright.__file__).parent / "driver" / "package"


def _program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty PATH and none of Playwright's builds."""
    (tmp_path / "bin").mkdir()
    return {"PATH": str(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "playwright")}


def _install(environment: dict[str, str], build: str) -> None:
    browsers = json.loads((DRIVER / "browsers.json").read_text())["browsers"]
    revision = next(entry["revision"] for entry in browsers if entry["name"] == build)
    folder = Path(environment["PLAYWRIGHT_BROWSERS_PATH"]) / f"{build.replace('-', '_')}-{revision}"
    folder.mkdir(parents=True)
    (folder / "INSTALLATION_COMPLETE").touch()


def test_the_given_path_wins(tmp_path: Path, environment: dict[str, str]) -> None:
    _install(environment, "chromium-headless-shell")
    mine = _program(tmp_path / "mine", "brave")

    assert find_browser(str(mine), environment=environment).executable == mine
    assert find_browser(environment={**environment, "PASSION_QA_BROWSER": str(mine)}).executable == mine


def test_a_given_path_that_is_not_there_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(BrowserNotFound, match=r"--browser-path names nowhere.*qa browsers install"):
        find_browser("nowhere", environment=environment)


def test_a_shell_goes_before_a_full_browser(tmp_path: Path, environment: dict[str, str]) -> None:
    _install(environment, "chromium")
    _program(tmp_path / "bin", "google-chrome")
    shell = _program(tmp_path / "bin", "chromium-headless-shell")

    assert find_browser(environment=environment).executable == shell
    _install(environment, "chromium-headless-shell")
    assert find_browser(environment=environment) == Browser("Playwright's headless shell", None, full=False)


def test_a_full_browser_is_never_a_shell(tmp_path: Path, environment: dict[str, str]) -> None:
    _install(environment, "chromium-headless-shell")
    _program(tmp_path / "bin", "chromium-headless-shell")
    chromium = _program(tmp_path / "bin", "chromium")

    assert find_browser(full=True, environment=environment) == Browser("chromium", chromium, full=True)


def test_no_browser_at_all_says_what_to_do(environment: dict[str, str]) -> None:
    with pytest.raises(BrowserNotFound, match=r"chromium-headless-shell.*qa browsers install"):
        find_browser(environment=environment)


def test_a_full_browser_goes_without_its_costly_features() -> None:
    options = Browser("chromium", Path("/usr/bin/chromium"), full=True).launch_options({})

    (features,) = (flag for flag in options["args"] if flag.startswith("--disable-features="))
    assert {"WebUIOmniboxPopup", *PLAYWRIGHT_DISABLED_FEATURES} <= set(features.partition("=")[2].split(","))


def test_playwrights_own_features_are_repeated_as_they_are() -> None:
    source = (DRIVER / "lib" / "coreBundle.js").read_text(encoding="utf-8")
    (block,) = re.findall(r"\bdisabledFeatures = \[(.*?)\]\.filter", source, re.DOTALL)

    assert tuple(re.findall(r'^\s*"(\w+)"', block, re.MULTILINE)) == PLAYWRIGHT_DISABLED_FEATURES


def test_the_sandbox_is_off_in_ci_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    shell = Browser("shell", None, full=False)

    assert shell.launch_options({})["chromium_sandbox"]
    assert not shell.launch_options({"CI": "true"})["chromium_sandbox"]
