"""The pages' HTML: no inline code, nothing from elsewhere, nothing loaded late, one frame for all."""

import posixpath
import re

import pytest

from tests.web.sources import EVERYBODYS, PAGES, PROTECTED, TITLES, Shell, imports_of, rendered


def below_root(page: str, address: str | None) -> str:
    """Return where a page's address leads, told from the application's root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), address or ""))


@pytest.mark.parametrize("page", PAGES)
def test_a_shell_holds_no_code_of_its_own(page: str) -> None:
    shell = Shell(page)

    assert all(attributes.get("src") for tag, attributes in shell.tags if tag == "script")
    assert "style" not in [tag for tag, _ in shell.tags]
    assert [
        name for _, attributes in shell.tags for name in attributes if name == "style" or name.startswith("on")
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_shell_names_relative_addresses_only(page: str) -> None:
    shell = Shell(page)
    addresses = [
        address
        for tag, name in (("a", "href"), ("link", "href"), ("script", "src"), ("form", "action"))
        for address in shell.attributes(tag, name)
    ]

    assert addresses
    assert [address for address in addresses if ":" in address or address.startswith("/")] == []


@pytest.mark.parametrize("page", PROTECTED)
def test_a_shell_asks_for_all_its_modules_at_once(page: str) -> None:
    links = [attributes for tag, attributes in Shell(page).tags if tag == "link"]
    early = {below_root(page, link["href"]) for link in links if link["rel"] == "modulepreload"}

    assert early == {f"assets/{module}" for module in imports_of(f"{page}.js")}


@pytest.mark.parametrize("page", PROTECTED)
def test_a_shell_leads_to_every_page(page: str) -> None:
    navigation = rendered(page).partition("<nav")[2].partition("</nav>")[0]

    links = re.findall(r'href="([\w./]+)".*?>(\w+)<', navigation)
    assert [(below_root(page, address), name) for address, name in links] == list(TITLES.items())


@pytest.mark.parametrize("page", PROTECTED)
def test_a_shell_hides_what_is_for_administrators(page: str) -> None:
    links = [attributes for tag, attributes in Shell(page).tags if tag == "a" and "data-admin" in attributes]

    assert {below_root(page, link["href"]) for link in links} == set(TITLES) - set(EVERYBODYS)
    assert all("hidden" in link for link in links)


@pytest.mark.parametrize("page", PROTECTED)
def test_a_shell_marks_its_own_link(page: str) -> None:
    links = [attributes for tag, attributes in Shell(page).tags if tag == "a" and "aria-current" in attributes]

    assert [below_root(page, link["href"]) for link in links] == [page]
