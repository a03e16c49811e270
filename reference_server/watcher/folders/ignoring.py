"""What is never backed up: temporary, backup, cache and hidden files, by exact rules that are counted."""

from collections.abc import Callable

BACKUP_FOLDERS = frozenset({b"Backup", b"Project File Backups", b"Session File Backups"})
"""Of Ableton Live and FL Studio, of Logic Pro, of Pro Tools."""

Rule = Callable[[bytes], bool]


def _named(name: bytes) -> Rule:
    return lambda given: given == name


def _ending(end: bytes) -> Rule:
    return lambda given: given.endswith(end)


def _between(start: bytes, end: bytes) -> Rule:
    return lambda given: given.startswith(start) and given.endswith(end) and len(given) >= len(start) + len(end)


RULES: dict[str, Rule] = {
    ".DS_Store": _named(b".DS_Store"),
    "Thumbs.db": _named(b"Thumbs.db"),
    "desktop.ini": _named(b"desktop.ini"),
    "~$*": _between(b"~$", b""),
    ".~lock.*#": _between(b".~lock.", b"#"),
    ".goutputstream-*": _between(b".goutputstream-", b""),
    "*.part": _ending(b".part"),
    "*.crdownload": _ending(b".crdownload"),
    "*.asd": _ending(b".asd"),
    "*.reapeaks": _ending(b".reapeaks"),
    "WaveCache.wfm": _named(b"WaveCache.wfm"),
    "*.tmp": _ending(b".tmp"),
    "hidden": lambda name: name.startswith(b"."),
}
"""By name; the first that fits is counted. Exact: mix.tmp.wav or ~lead.als is backed up (protocol, section 8)."""

BACKUP_FILES: dict[str, Rule] = {"*.rpp-bak": lambda name: name.lower().endswith(b".rpp-bak")}
"""Copies that a DAW keeps beside its project (Reaper); left out together with the backup folders."""


class Ignoring:
    """Decides by name alone."""

    def __init__(self, *, backups: bool) -> None:
        self.backups = backups

    def file(self, name: bytes) -> str | None:
        """Return the rule by which a file of this name is left out, if any."""
        rules = {**RULES, **BACKUP_FILES} if self.backups else RULES
        return next((rule for rule, fits in rules.items() if fits(name)), None)

    def folder(self, name: bytes) -> str | None:
        """Return the rule by which a folder of this name is left out with all below it, if any."""
        if name.startswith(b"."):
            return "hidden"
        return "backups" if self.backups and name in BACKUP_FOLDERS else None
