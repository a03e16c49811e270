"""The status in words, for people."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape

from reference_server.watcher.local.harmless import harmless

STATES = {
    "idle": "[green]everything is backed up[/green]",
    "syncing": "[cyan]backing up[/cyan]",
    "stopped": "[yellow]stopped[/yellow]",
    "paused": "[yellow]paused[/yellow]",
    "signed_out": "[red]signed out[/red]",
    "paused_disk_full": "[red]the disk is full[/red]",
    "connecting": "[yellow]connecting[/yellow]",
    "offline": "[yellow]offline[/yellow]",
    "store_unavailable": "[yellow]the file store does not answer[/yellow]",
    "locked": "[yellow]waiting: the vault is locked[/yellow]",
    "watching": "[green]watching[/green]",
    "folder_missing": "[red]missing[/red]",
    "unreadable": "[red]unreadable[/red]",
}
MOST_FAILED = 20


def show(status: dict[str, Any]) -> None:
    """Print the status."""
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    for line in lines(status):
        console.print(line)


def lines(status: dict[str, Any]) -> Iterator[str]:
    """Return the status, a line each, with Rich's marks."""
    reason = f": {_plain(status['reason'])}" if status["reason"] else ""
    yield f"{STATES[status['state']]}{reason}"
    if not status["folders"]:
        yield "no folder is watched; add one by: daw-watcher add FOLDER"
    for folder in status["folders"]:
        yield from _folder(folder)
    for line in (status.get("settings_error") or "").splitlines():
        yield f"[red]settings were not taken over[/red]: {_plain(line)}"
    error = status.get("last_error")
    if error:
        yield f"last trouble {error['at']}: {_plain(error['message'])}"


def _folder(folder: dict[str, Any]) -> Iterator[str]:
    if "state" not in folder:
        yield f"{_plain(folder['path'])}: {folder['synced']} files were synced"
        return
    counts = f"{folder['synced']} synced, {folder['pending']} pending, {len(folder['failed'])} failed"
    yield f"{_plain(folder['path'])}: {STATES[folder['state']]}, {counts}"
    for told in (folder["reason"], folder["warning"]):
        if told:
            yield f"  [yellow]{_plain(told)}[/yellow]"
    ignored = ", ".join(f"{_plain(rule)} {count}" for rule, count in folder["ignored"].items())
    if ignored:
        yield f"  left out: {ignored}"
    for path, why in folder["unreadable"].items():
        yield f"  [red]cannot look into {_plain(path)}[/red]: {_plain(why)}"
    for failed in folder["failed"][:MOST_FAILED]:
        yield f"  [red]failed {_plain(failed['path'])}[/red]: {_plain(failed['reason'])}"
    if len(folder["failed"]) > MOST_FAILED:
        yield f"  … and {len(folder['failed']) - MOST_FAILED} more; all of them: daw-watcher status --json"
    for file in folder.get("files", ()):
        yield f"  {file['state']:<9} {_plain(file['path'])}" + (
            f" (version {file['version']})" if file["version"] else ""
        )


def _plain(text: str) -> str:
    """Return a text in which nothing is taken for a mark."""
    return escape(harmless(text))
