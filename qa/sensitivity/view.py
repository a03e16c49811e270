"""The progress of a sensitivity run on the screen, and its end for a program."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from qa.sensitivity.trials import Tell
from reports.sensitivity.figures import figures
from reports.sensitivity.judging import AS_WANTED, judge
from reports.sensitivity.models import Matrix, Trial
from reports.sensitivity.verdict import decide


@contextmanager
def view(console: Console) -> Iterator[Tell]:
    """Show a bar on a terminal, and everywhere one line a trial; give what takes the news."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def tell(text: str, done: int, planned: int, trial: Trial | None) -> None:
            bar.update(task, description=text, completed=done, total=planned or None)
            if trial is not None:
                console.print(_line(trial), soft_wrap=True)
            elif not console.is_terminal:
                console.print(text)

        yield tell


def to_json(matrix: Matrix, run: Path) -> str:
    """Return verdict, figures, and each variant's outcome as one JSON object."""
    decision = decide(matrix)
    said = {
        "run": str(run),
        "verdict": decision.verdict.name,
        "exit_code": decision.verdict.value,
        "reasons": decision.reasons,
        "figures": asdict(figures(matrix)),
        "outcomes": {trial.variant.id: judge(trial) for trial in matrix.trials},
        "red": {trial.variant.id: [red.case for red in trial.reds] for trial in matrix.trials},
    }
    return json.dumps(said)


def _line(trial: Trial) -> Text:
    outcome = judge(trial)
    line = Text.assemble((f"{outcome:<20}", "green" if outcome in AS_WANTED else "bold red"))
    line.append(f" {trial.duration_s:5.1f} s  {trial.variant.id:<40} {trial.hits:>5} hits  ")
    line.append(trial.problem or " ".join(red.case for red in trial.reds))
    return line
