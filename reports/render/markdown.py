"""Texts as Markdown shows them: whatever they hold, they stay text, on one line."""

import re

from reports.render import words


def inline(text: str) -> str:
    """Write a text so that Markdown and HTML show it as it is, on one line."""
    one_line = " ".join(words.plain(text).split())
    return re.sub(r"([\\`*_{}\[\]<>#!|~&@])", _entity, one_line)


def code(text: str) -> str:
    """Write a text as inline code; a back-tick inside would end it, so it becomes an apostrophe."""
    one_line = " ".join(words.plain(text).split()).replace("`", "'")
    return f"`{one_line}`"


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
