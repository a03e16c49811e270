"""Secrets out of texts that are kept: one function, used for whatever leaves a test (logs, messages, traces)."""

import re

HIDDEN = "[redacted]"

_WORDS = (
    r"x-api-key|api[-_]key|passphrase|password|passwd|[a-z_]*secret|"
    r"(?:access|refresh|id|bearer|session|csrf)[-_]?token|token|code_verifier|recovery[-_]code"
)
_COOKIES = r"passion_\w+|session(?:_?id)?|sid"
_NAMES = rf"(?:proxy-)?authorization|(?:set-)?cookie|{_WORDS}"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # {"name": "cookie", "value": "…"}: how traces and HAR files write a header or a cookie
    (
        re.compile(
            rf"""(?i)(["']name["']\s*:\s*["'](?:{_NAMES}|{_COOKIES})["']\s*,\s*["']value["']\s*:\s*)(["']).*?(?<!\\)\2"""
        ),
        rf"\1\g<2>{HIDDEN}\2",
    ),
    # "passphrase": "…", also with the quotes escaped inside another JSON text
    (re.compile(rf"""(?i)((\\?["'])(?:{_NAMES})\2\s*[:=]\s*)(\\?["']).*?\3"""), rf"\1\g<3>{HIDDEN}\3"),
    # Cookie: a=b; c=d, to the end of the line or of the text's own quotes
    (re.compile(r"""(?i)\b((?:set-)?cookie\s*[:=]\s*)[\w.-]+=[^"'\r\n\\]*"""), rf"\1{HIDDEN}"),
    (re.compile(r"""(?i)\b(authorization\s*[:=]\s*(?:(?:bearer|basic|dpop)\s+)?)[^\s"'&;,<>\\]+"""), rf"\1{HIDDEN}"),
    # passphrase=…, access_token: …
    (re.compile(rf"""(?i)\b((?:{_WORDS})(?:\s*=\s*|:\s+))(?!\[redacted\])[^\s"'&;,<>\\]+"""), rf"\1{HIDDEN}"),
    # a sign-in's one-time values in an address
    (re.compile(r"""(?i)([?&](?:code|state|nonce|code_challenge|login_hint)=)[^\s"'&#<>\\]+"""), rf"\1{HIDDEN}"),
    (re.compile(r"""\b(passion_(?:session|signin)=)[^\s"';,<>\\]+"""), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+(?=\S*\d)[A-Za-z0-9._~+/-]{8,}=*"), rf"\1 {HIDDEN}"),
    # a JSON web token anywhere
    (re.compile(r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*"), HIDDEN),
    (re.compile(r"[A-Za-z0-9._%+-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"), "[e-mail]"),
)


def redact(text: str) -> str:
    """Return `text` with authorization values, cookies, tokens, passphrases and e-mail addresses replaced.

    Names stay, so a reader still sees that a cookie was sent; JSON stays JSON.
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
