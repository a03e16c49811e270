"""The sensitivity run for the terminal: verdict first, then the figures, then every variant."""

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from reports.sensitivity.figures import Figures, figures
from reports.sensitivity.judging import AS_WANTED, judge
from reports.sensitivity.models import Matrix, Trial
from reports.sensitivity.verdict import Verdict, decide
from reports.sensitivity.words import in_a_sentence, in_words

_STYLES = {Verdict.HOLDS: "bold green", Verdict.BROKEN: "bold red", Verdict.INCONCLUSIVE: "bold yellow"}


def summary(matrix: Matrix) -> RenderableType:
    """Return everything that a person reads at the end of a run."""
    decision, found = decide(matrix), figures(matrix)
    sentence = in_a_sentence(decision.verdict, found)
    verdict = Text(f"{decision.verdict.name}  {sentence}", style=_STYLES[decision.verdict])
    reasons = Text("\n".join(f"  · {reason}" for reason in decision.reasons))
    parts: list[RenderableType] = [verdict, reasons] if decision.reasons else [verdict]
    if matrix.trials:
        parts += [_figures_table(matrix, found), _trials_table(matrix)]
    return Group(*parts)


def _figures_table(matrix: Matrix, found: Figures) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, value in in_words(matrix, found):
        table.add_row(name, escape(value))
    return table


def _trials_table(matrix: Matrix) -> Table:
    whole = (Column(header, no_wrap=True) for header in ("Variant", "Outcome", "Hits"))  # cut off, a name is of no use
    red = Column("Red cases (first one first)", ratio=1, overflow="fold")
    table = Table(*whole, red, box=None, padding=(0, 2, 0, 0))
    for trial in matrix.trials:
        outcome = judge(trial)
        style = "green" if outcome in AS_WANTED else "bold red"
        table.add_row(trial.variant.id, Text(outcome, style=style), str(trial.hits), _red_cases(trial))
    return table


def _red_cases(trial: Trial) -> Text:
    if trial.problem:
        return Text(trial.problem)
    intended = set(trial.variant.kills)
    return Text(" ").join(Text(red.case, style="bold" if red.case in intended else "dim") for red in trial.reds)
