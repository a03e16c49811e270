"""The pages' HTML: no inline code, nothing from elsewhere, nothing loaded late, one frame for all."""

from pathlib import Path

import pytest

from tests.web.sources import SHELLS, Shell, imports_of, shell_name

PROTECTED = [file for file in SHELLS if shell_name(file) != "login"]


@pytest.mark.parametrize("file", SHELLS, ids=shell_name)
def test_a_shell_holds_no_code_of_its_own(file: Path) -> None:
    shell = Shell(file)

    assert all(attributes.get("src") for tag, attributes in shell.tags if tag == "script")
    assert "style" not in [tag for tag, _ in shell.tags]
    assert [
        name for _, attributes in shell.tags for name in attributes if name == "style" or name.startswith("on")
    ] == []


@pytest.mark.parametrize("file", SHELLS, ids=shell_name)
def test_a_shell_names_relative_addresses_only(file: Path) -> None:
    shell = Shell(file)
    addresses = [
        address
        for tag, name in (("a", "href"), ("link", "href"), ("script", "src"), ("form", "action"))
        for address in shell.attributes(tag, name)
    ]

    assert addresses
    assert [address for address in addresses if ":" in address or address.startswith("/")] == []


@pytest.mark.parametrize("file", PROTECTED, ids=shell_name)
def test_a_shell_asks_for_all_its_modules_at_once(file: Path) -> None:
    links = [attributes for tag, attributes in Shell(file).tags if tag == "link"]
    early = {link["href"] for link in links if link["rel"] == "modulepreload"}

    assert early == {f"assets/{module}" for module in imports_of(f"{shell_name(file)}.js")}


def test_every_protected_page_has_the_same_frame() -> None:
    frames = {
        file.read_text(encoding="utf-8")
        .partition("<body>")[2]
        .partition("<main")[0]
        .replace(' aria-current="page"', "")
        for file in PROTECTED
    }

    assert len(frames) == 1


@pytest.mark.parametrize("file", PROTECTED, ids=shell_name)
def test_a_shell_marks_its_own_link(file: Path) -> None:
    links = [attributes for tag, attributes in Shell(file).tags if tag == "a" and "aria-current" in attributes]

    assert [link["href"] for link in links] == [shell_name(file)]
