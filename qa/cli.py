"""The command `qa`: which commands there are. Heavy imports wait inside the commands, so that help is quick."""

import typer

from qa import serve
from qa.errors import run_guarded

app = typer.Typer(
    name="qa",
    help="End-to-end tests of Passion OS: run them, judge them, read the verdict.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=serve.EXAMPLES)(serve.serve)


@app.callback()
def _qa() -> None:
    """Keep `qa` a group of commands."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    run_guarded(app)
