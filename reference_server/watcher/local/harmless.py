"""Names as they may be shown: whatever stands in them, it moves no cursor, ends no line and hides no text."""


def harmless(text: str) -> str:
    """Return a text in which control characters, and what is no text at all, show as signs."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
