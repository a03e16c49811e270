"""The sensitivity run as a page of the documentation: verdict, figures, and one line a variant."""

from reports.evidence.models import Manifest
from reports.sensitivity.figures import figures
from reports.sensitivity.judging import judge
from reports.sensitivity.models import Matrix, Trial
from reports.sensitivity.verdict import decide
from reports.sensitivity.words import SENTENCES, in_words


def to_markdown(matrix: Matrix, manifest: Manifest) -> str:
    """Return the page; whatever stands in the matrix is shown as text."""
    decision = decide(matrix)
    lines = [
        "# Which case notices which defect",
        "",
        f"**{decision.verdict.name.capitalize()}.** {SENTENCES[decision.verdict]}",
        *(f"- {_inline(reason)}" for reason in decision.reasons),
        "",
        _origin(matrix, manifest),
        "",
        "| figure | value |",
        "|---|---|",
        *(f"| {name} | {_inline(value)} |" for name, value in in_words(matrix, figures(matrix))),
        "",
        "A case in **bold** was meant to notice the defect; the first one is the one that failed first.",
        "",
        "| variant | what it is | outcome | hits | red cases |",
        "|---|---|---|---|---|",
        *(_row(trial) for trial in matrix.trials),
    ]
    return "\n".join(lines) + "\n"


def _origin(matrix: Matrix, manifest: Manifest) -> str:
    command = " ".join(manifest.command).replace("`", "")
    harness = manifest.harness.commit[:10] + (", with uncommitted changes" if manifest.harness.dirty else "")
    clean = "green" if matrix.clean.green else "not green"
    return (
        f"Made by `{command}` on {manifest.started_at:%Y-%m-%d} at harness {harness}: "
        f"{len(matrix.cases)} cases, {len(matrix.trials)} variants; the clean run first: {clean}."
    )


def _row(trial: Trial) -> str:
    intended = set(trial.variant.kills)
    red = " ".join(f"**{red.case}**" if red.case in intended else red.case for red in trial.reds)
    outcome = judge(trial).replace("_", " ")
    return f"| {trial.variant.id} | {_inline(trial.variant.title)} | {outcome} | {trial.hits} | {red} |"


def _inline(text: str) -> str:
    """Keep a text from being read as Markdown or HTML, on one line."""
    escaped = "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|" else sign for sign in text)
    return " ".join(escaped.split())
