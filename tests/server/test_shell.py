"""The shell: all files of one build, for everybody the same."""

import json
from typing import Any

import pytest

from reference_server.assets import FolderAssets
from tests.server.world import World


def build_of(world: World) -> str:
    text = world.visitor().get("/worker.js").text
    build: str = json.loads(text.partition("const BUILD = ")[2].partition(";")[0])
    return build


def shell_of(world: World) -> dict[str, Any]:
    shell: dict[str, Any] = world.visitor().get("/shell").json()
    return shell


def test_worker_and_shell_are_of_one_build(world: World) -> None:
    assert shell_of(world)["build"] == build_of(world)


def test_shell_holds_every_page_and_every_file_that_pages_are_made_of(world: World) -> None:
    files = shell_of(world)["files"]

    assert {"today", "quests", "vault", "settings", "assets/page.js", "assets/base.css", "assets/icon.svg"} <= set(
        files
    )
    assert files["assets/vault/vault.js"]["content"] == FolderAssets().read("vault/vault.js").decode()
    assert files["today"]["content"].startswith("<!doctype html>")
    assert {file["type"] for file in files.values()} == {
        "text/html; charset=utf-8",
        "text/javascript",
        "text/css",
        "image/svg+xml",
    }
    assert not [path for path in files if path.startswith("api/") or path.endswith(".html")]


def test_shell_carries_the_headers_that_pages_have(world: World) -> None:
    headers = world.visitor().get("/login").headers

    for file in shell_of(world)["files"].values():
        assert file["headers"]["content-security-policy"] == headers["content-security-policy"]
        assert file["headers"]["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("changed", "text"), [("day.js", b"localDate"), ("base.css", b"--ground"), ("frame.html", b"Sign out")]
)
def test_any_other_file_makes_another_build(world: World, changed: str, text: bytes) -> None:
    before, original = build_of(world), FolderAssets()

    def read(path: str) -> bytes:
        content = original.read(path)
        return content.replace(text, b"other", 1) if path == changed else content

    world.seams.assets.read = read  # type: ignore[method-assign]

    assert build_of(world) != before


def test_build_is_the_same_for_everybody(world: World) -> None:
    world.person()

    assert {build_of(world) for _ in range(3)} == {build_of(world)}


def test_browser_asks_for_the_worker_each_time(world: World) -> None:
    answer = world.visitor().get("/worker.js")

    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")
