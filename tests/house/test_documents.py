"""Documents cannot rot: what they link to and the commands they show exist."""

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from qa.cli import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("changelog.d/*.md"),
    ]
)
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
SHELL_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`((?:qa|make) [^`\n]+)`")
COMMAND = re.compile(r"^(?:\.venv/bin/)?qa +(?!…)(.+?)(?: +#.*)?$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]

    assert missing == []


def test_make_targets_that_the_documents_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    shown = {name for page in PAGES for name in re.findall(r"`?make ([a-z0-9-]+)", _code(page))}

    assert shown
    assert shown <= targets


def test_commands_that_the_documents_show_exist() -> None:
    shown = [line.split() for page in PAGES for line in COMMAND.findall(_code(page))]
    problems = [f"qa {' '.join(words)}: {problem}" for words in shown if (problem := _problem(words))]

    assert shown
    assert problems == []


@pytest.mark.parametrize("line", ["gate --run", "run -p", "run --head", "rum", "targets lst", "targets list --jso"])
def test_a_command_that_does_not_exist_is_noticed(line: str) -> None:
    assert _problem(line.split())


def _code(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return "\n".join([*SHELL_BLOCK.findall(text), *INLINE.findall(text)])


def _problem(words: list[str]) -> str | None:
    """Say what is wrong with a shown command line, or nothing."""
    command, rest = get_command(app), list(words)
    while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
        found = command.commands.get(rest.pop(0))
        if found is None:
            return "there is no such command"
        command = found
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    known |= {"-h", "--help"}
    unknown = [option for word in rest if word.startswith("-") and (option := word.partition("=")[0]) not in known]
    return f"no option {unknown}" if unknown else None
