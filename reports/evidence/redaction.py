"""Secrets out of texts that are kept: one function, used for whatever leaves a test (logs, messages, traces).

Secrets are known by the names that they go by, by their shape, and, once registered, by their value. Every pattern
begins where a word begins and can end, so that the time is linear in the length of the text.
"""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "[redacted]"
SHORTEST = 6  # characters of a registered value: a shorter one occurs by chance, and would take facts with it

_values: set[str] = set()  # what `register_secrets` was given, in each way that it may be written

_WORDS = (
    r"[\w-]*(?:secret|passphrase|password|passwd|[-_]key)|api[-_]?key|cf-access-[\w-]+|"
    r"[\w-]*(?:access|refresh|id|bearer|session|csrf)[-_]?token|[\w-]*[-_]token|token|code_verifier|recovery[-_]code"
)
# These are secrets where a value in quotes is theirs; in running text they are plain words.
_NAMES = rf"(?:proxy-)?authorization|[\w-]*(?:cookie|session|token)(?:[-_]?id)?|sid|passion_\w+|{_WORDS}"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # {"name": "cookie", "value": "…"}: how traces and HAR files write a header or a cookie
    (
        re.compile(rf"""(?i)(["']name["']\s*:\s*["'](?:{_NAMES})["']\s*,\s*["']value["']\s*:\s*)(["']).*?(?<!\\)\2"""),
        rf"\1\g<2>{HIDDEN}\2",
    ),
    # "passphrase": "…", also with the quotes escaped inside another JSON text
    (re.compile(rf"""(?i)((\\?["'])(?:{_NAMES})\2\s*[:=]\s*)(\\?["']).*?(?<!\\)\3"""), rf"\1\g<3>{HIDDEN}\3"),
    # Attempt(cookie='…'): how Python shows an object
    (re.compile(rf"""(?i)(?<![\w-])((?:{_NAMES})\s*=\s*)(\\?["']).*?(?<!\\)\2"""), rf"\1\g<2>{HIDDEN}\2"),
    # Cookie: a=b; c=d, to the end of the line or of the text's own quotes
    (re.compile(r"""(?i)\b((?:set-)?cookie\s*[:=]\s*)[\w.-]+=[^"'\r\n\\]*"""), rf"\1{HIDDEN}"),
    (re.compile(r"""(?i)\b(authorization\s*[:=]\s*(?:(?:bearer|basic|dpop)\s+)?)[^\s"'&;,<>\\]+"""), rf"\1{HIDDEN}"),
    # passphrase=…, access_token: …
    (
        re.compile(rf"""(?i)(?<![\w-])((?:{_WORDS})(?:\s*=\s*|:\s+))(?!\[redacted\])[^\s"'&;,<>\\]+"""),
        rf"\1{HIDDEN}",
    ),
    # a sign-in's one-time values in an address
    (re.compile(r"""(?i)([?&](?:code|state|nonce|code_challenge|login_hint)=)[^\s"'&#<>\\]+"""), rf"\1{HIDDEN}"),
    (re.compile(r"""\b(passion_(?:session|signin)=)[^\s"';,<>\\]+"""), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+(?=\S*\d)[A-Za-z0-9._~+/-]{8,}=*"), rf"\1 {HIDDEN}"),
    # a JSON web token anywhere
    (re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*"), HIDDEN),
    (
        re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
        "[e-mail]",
    ),
)


def register_secrets(values: Iterable[str]) -> None:
    """Have `redact` replace these values from now on in this process, by whatever name they go; short ones are not."""
    for value in values:
        if len(value) >= SHORTEST:
            _values.update({value, json.dumps(value)[1:-1], quote(value, safe="")})


def redact(text: str) -> str:
    """Return `text` with authorization values, cookies, tokens, passphrases and e-mail addresses replaced.

    Names stay, so a reader still sees that a cookie was sent; JSON stays JSON.
    """
    for value in sorted(_values, key=len, reverse=True):
        text = text.replace(value, HIDDEN)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
