"""How the services of watchers and their files say no."""

from typing import Literal

from reference_server.services.refusals import Refusal

DeviceGrantError = Literal["authorization_pending", "slow_down", "access_denied", "expired_token", "invalid_grant"]
_GRANT_WORDS: dict[DeviceGrantError, str] = {
    "authorization_pending": "The person has not decided yet. Ask again after the interval.",
    "slow_down": "Ask less often: wait 5 seconds longer between two questions.",
    "access_denied": "The person has refused this watcher.",
    "expired_token": "The time for letting this watcher in is over. Begin again.",
    "invalid_grant": "This device code is unknown or was used. Begin again.",
}


class DeviceGrantRefused(Refusal):
    """A watcher is not let in, or not yet; `error` is the word of RFC 8628, section 3.5."""

    def __init__(self, error: DeviceGrantError) -> None:
        super().__init__(_GRANT_WORDS[error], {"error": error})


class WatchersOnly(Refusal):
    """Somebody else asked for what a paired watcher does."""

    def __init__(self) -> None:
        super().__init__("Only a paired watcher can do this.")


class NotForWatchers(Refusal):
    """A watcher asked for what is none of its business."""

    def __init__(self) -> None:
        super().__init__("A watcher can back its files up, and nothing else. Sign in with a browser for this.")


class StorageUnavailable(Refusal):
    """The object store cannot be used now; nothing was changed."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The file store cannot be used: {reason}. Try again later.")


class FileDeleted(Refusal):
    """A deleted file does not come back: a file of that name is a new one."""

    def __init__(self) -> None:
        super().__init__("This file was deleted. Send it as a new one.")


class UploadDiffers(Refusal):
    """The same operation was announced before, with another content."""

    def __init__(self) -> None:
        super().__init__("This operation was announced before with another content. Give a new content a new op_id.")


class UploadMissing(Refusal):
    """The store has not got what was to be completed; `missing` names the parts, of a large upload."""

    def __init__(self, missing: list[int] | None = None) -> None:
        super().__init__("The store has not got this upload. Send it, and complete it then.", {"missing": missing})


class UploadMismatch(Refusal):
    """The store has something else than was announced, which is deleted."""

    def __init__(self) -> None:
        super().__init__("What arrived is not what was announced, so it was deleted. Send it again as a new upload.")


class UploadGone(Refusal):
    """The upload was given up: by the watcher, or because nothing came for too long."""

    def __init__(self) -> None:
        super().__init__("This upload was given up. Send the file as a new upload.")
