"""The command `qa`: which commands there are. Heavy imports wait inside the commands, so that help is quick."""

from collections.abc import Sequence

import typer

from qa import browsers, catalogue, gate, run, serve, targets
from qa.doctor import command as doctor
from qa.errors import run_guarded
from qa.sensitivity import command as sensitivity

app = typer.Typer(
    name="qa",
    help="End-to-end tests of Passion OS: run them, judge them, read the verdict.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=run.EXAMPLES)(run.run)
app.command(epilog=gate.GATE_EXAMPLES)(gate.gate)
app.command(epilog=gate.REPORT_EXAMPLES)(gate.report)
app.command(epilog=sensitivity.EXAMPLES)(sensitivity.sensitivity)
app.command(epilog=serve.EXAMPLES)(serve.serve)
app.command(epilog=doctor.EXAMPLES)(doctor.doctor)
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(targets.app, name="targets")
app.add_typer(browsers.app, name="browsers")


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line (None: with the words of this process) and leave with its exit code."""
    run_guarded(lambda: app(words, prog_name="qa"))
