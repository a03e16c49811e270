"""The sensitivity run as a page of the documentation: verdict, figures, and one line a variant."""

from reports.evidence.models import Manifest
from reports.render.markdown import code, inline
from reports.sensitivity.figures import figures
from reports.sensitivity.judging import judge
from reports.sensitivity.models import Matrix, Trial
from reports.sensitivity.verdict import decide
from reports.sensitivity.words import in_a_sentence, in_words

_WHOLE = "The first one is the one that failed first."
_QUICK = "A quick trial ends with the first failure, so a case may notice more than it is named for."


def to_markdown(matrix: Matrix, manifest: Manifest) -> str:
    """Return the page; whatever stands in the matrix is shown as text."""
    decision, found = decide(matrix), figures(matrix)
    lines = [
        "# Which case notices which defect",
        "",
        f"**{decision.verdict.name.capitalize()}.** {in_a_sentence(decision.verdict, found)}",
        *(f"- {inline(reason)}" for reason in decision.reasons),
        "",
        _origin(matrix, manifest),
        "",
        "| figure | value |",
        "|---|---|",
        *(f"| {name} | {inline(value)} |" for name, value in in_words(matrix, found)),
        "",
        f"A case in **bold** was meant to notice the defect. {_WHOLE if matrix.whole else _QUICK}",
        "",
        "| variant | what it is | outcome | hits | red cases |",
        "|---|---|---|---|---|",
        *(_row(trial) for trial in matrix.trials),
    ]
    return "\n".join(lines) + "\n"


def _origin(matrix: Matrix, manifest: Manifest) -> str:
    harness = manifest.harness.commit[:10] + (", with uncommitted changes" if manifest.harness.dirty else "")
    clean = "green" if matrix.clean.green else "not green"
    return (
        f"Made by {code(' '.join(manifest.command))} on {manifest.started_at:%Y-%m-%d} at harness {harness}: "
        f"{len(matrix.cases)} cases, {len(matrix.trials)} variants; the clean run first: {clean}."
        + (f" Some of them in what it goes on with: {', '.join(map(code, matrix.continues))}." * bool(matrix.continues))
    )


def _row(trial: Trial) -> str:
    intended = set(trial.variant.kills)
    red = " ".join(f"**{red.case}**" if red.case in intended else red.case for red in trial.reds)
    outcome = judge(trial).replace("_", " ")
    return f"| {trial.variant.id} | {inline(trial.variant.title)} | {outcome} | {trial.hits} | {red} |"
