"""pytest's `longrepr`, the ways it stands in JSON, turned into a short reason and a long text; any JSON is borne."""

import re
from typing import Any

from reports.evidence.redaction import redact

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# Characters of a message that are kept: what was awaited comes first, the last seen at the end.
_HEAD, _TAIL = 1200, 600


def short_message(longrepr: Any) -> str | None:
    """Return the reason: what was awaited, for how long, what was last seen; None when there is none.

    A long message loses its middle, never its beginning or end.
    """
    text = _message_of(longrepr)
    if not text:
        return None
    text = redact(_ANSI.sub("", text)).strip()
    left_out = len(text) - _HEAD - _TAIL
    if left_out <= 0:
        return text
    return f"{text[:_HEAD]}\n… {left_out} characters left out …\n{text[-_TAIL:]}"


def long_text(longrepr: Any) -> str | None:
    """Return the whole text of a failure, frame by frame; None when there is none."""
    if isinstance(longrepr, str):
        return redact(_ANSI.sub("", longrepr))
    if not isinstance(longrepr, dict):
        return None
    links = _listed(longrepr.get("chain")) or [[longrepr.get("reprtraceback"), None, None]]
    return redact(_ANSI.sub("", "\n\n".join(map(_link_text, links)))).strip() or None


def first_words(text: str, *, limit: int = 200) -> str:
    """Return `text` on one line, cut at `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _message_of(longrepr: Any) -> str | None:
    match longrepr:
        case str():
            return longrepr
        case {"reprcrash": {"message": str(message)}}:
            return message
        case {"reprtraceback": dict(traceback)}:
            return _traceback_text(traceback)
        case [_path, _line, str(reason)]:
            return reason.removeprefix("Skipped: ")
        case _:
            return None


def _link_text(link: Any) -> str:
    match link:
        case [traceback, _crash, str(description)]:
            return f"{_traceback_text(traceback)}\n{description}"
        case [traceback, *_]:
            return _traceback_text(traceback)
        case _:
            return ""


def _traceback_text(traceback: Any) -> str:
    entries = _listed(traceback.get("reprentries")) if isinstance(traceback, dict) else []
    return "\n\n".join(_entry_text(entry.get("data")) for entry in entries if isinstance(entry, dict))


def _entry_text(data: Any) -> str:
    if not isinstance(data, dict):
        return ""
    lines = [str(line) for line in _listed(data.get("lines"))]
    location = data.get("reprfileloc")
    if isinstance(location, dict):
        lines += ["", f"{location.get('path')}:{location.get('lineno')}: {location.get('message')}"]
    return "\n".join(lines)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
