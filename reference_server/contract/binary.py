"""Bytes in JSON: base64url without padding, each value in its one spelling."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

_TEXT = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def unb64(text: str) -> bytes:
    """Return the bytes of a text that was checked."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def decoded(text: str) -> bytes | None:
    """Return the bytes; None when the text is no base64url, is padded, or has bits left over that are set."""
    if not _TEXT.fullmatch(text) or len(text) % 4 == 1:
        return None
    found = unb64(text)
    # Only the last group can have bits left over; the rest has one spelling.
    last = urlsafe_b64encode(found[len(text) // 4 * 3 :]).decode().rstrip("=")
    return found if last == text[len(text) // 4 * 4 :] else None


def length_of(size: int) -> int:
    """Return how many characters so many bytes take."""
    return -(-size * 4 // 3)


@dataclass(frozen=True)
class Bytes:
    """Annotates a text: base64url of `shortest` to `longest` bytes, in steps of `step`."""

    shortest: int
    longest: int
    step: int = 1

    def check(self, text: str) -> str:
        """Return the text; a PydanticCustomError says what is wrong with it."""
        found = decoded(text)
        if found is None:
            raise PydanticCustomError("binary", "must be base64url without padding")
        if len(found) not in range(self.shortest, self.longest + 1, self.step):
            raise PydanticCustomError("binary", "must be {told} in base64url", {"told": self.told})
        return text

    @property
    def told(self) -> str:
        """What sizes are right."""
        if self.shortest == self.longest:
            return f"{self.shortest} bytes"
        return f"{self.shortest} to {self.longest} bytes, in steps of {self.step},"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text after its type."""
        return no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the text."""
        shortest, longest = length_of(self.shortest), length_of(self.longest)
        return {**handler(schema), "minLength": shortest, "maxLength": longest, "pattern": r"^[A-Za-z0-9_-]*$"}
