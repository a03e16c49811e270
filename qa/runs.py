"""Which run a command is about: the newest, or one named by its folder's path or the beginning or end of its name."""

from pathlib import Path

from qa.errors import UserError, unknown
from reports.evidence.run_directory import MANIFEST, list_runs


def find_run(name: str | None, root: Path, kind: str = "suite") -> Path | None:
    """Return the directory of the run of that kind meant by `name` (None: the newest); None when nothing ran yet.

    Raises:
        UserError: there is no run of that name, or the name fits several.

    """
    runs = list_runs(root, kind)
    if name is None:
        return runs[0] if runs else None
    if (Path(name) / MANIFEST).is_file():
        return Path(name)
    fitting = [run for run in runs if run.name.startswith(name) or run.name.endswith(name)]
    if len(fitting) > 1:
        raise UserError(f"{name!r} fits {len(fitting)} runs in {root}: {', '.join(run.name for run in fitting)}")
    if not fitting:
        raise unknown("run", name, [run.name for run in runs], where=str(root))
    return fitting[0]
