"""How templates become pages."""

from pathlib import Path

import pytest

from reference_server.assets import FolderAssets
from reference_server.templates import render


def test_what_a_page_is_told_is_shown_as_the_text_it_is(tmp_path: Path) -> None:
    (tmp_path / "greeting.html").write_text("<p>{{ name }}</p>")

    html = render(FolderAssets(tmp_path), "greeting", name="<b>Nora</b>")

    assert html == "<p>&lt;b&gt;Nora&lt;/b&gt;</p>"


def test_a_part_that_has_changed_is_seen_at_once(tmp_path: Path) -> None:
    assets = FolderAssets(tmp_path)
    (tmp_path / "frame.html").write_text("Before {% block main %}{% endblock %}")
    (tmp_path / "greeting.html").write_text('{% extends "frame.html" %}{% block main %}Hello{% endblock %}')
    assert render(assets, "greeting") == "Before Hello"

    (tmp_path / "frame.html").write_text("After {% block main %}{% endblock %}")

    assert render(assets, "greeting") == "After Hello"


def test_a_page_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="greeting"):
        render(FolderAssets(tmp_path), "greeting")
