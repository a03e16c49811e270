"""How help texts look: examples below the options, switches without a value."""

from typing import Any

import typer
from rich.markup import escape


def examples(*lines: tuple[str, str]) -> str:
    """Return the epilog of a command: one example a line, what it does beside it."""
    width = max(len(command) for command, _ in lines)
    told = [f"{escape(command):<{width}}   {does}".rstrip() for command, does in lines]
    return "\n".join(["[bold]Examples[/bold]", *told])


def switch(*names: str, help: str, envvar: str | None = None) -> Any:  # noqa: A002  # the word that Typer uses
    """Return an option that is on when given; its help shows no value to type."""
    return typer.Option(*names, help=help, envvar=envvar, metavar="")
