"""Recalling: a watcher that has lost its state asks the server what it has stored, so that nothing is sent twice."""

import json
from typing import Any

from cryptography.exceptions import InvalidTag

from reference_server.watcher.folders.watched import Watched
from reference_server.watcher.local.credentials import unb64
from reference_server.watcher.local.state import State, StoredFile
from reference_server.watcher.product.server import Server
from reference_server.watcher.transfers.cipher import Cipher, Place, Sealed


class Recalling:
    """Reads the server's list; only the watcher's own key opens what stands there."""

    def __init__(self, watched: Watched, state: State, server: Server, cipher: Cipher) -> None:
        self.watched = watched
        self.state = state
        self.server = server
        self.cipher = cipher

    def recall(self) -> int:
        """Take over what the server has of the watched folders; return how many files. Raises what `Server` raises."""
        recalled = 0
        known = {file_id for tracking in self.watched.all() for file_id in tracking.file_ids()}
        for told in self.server.files(self.cipher.credentials.device_id):
            file = None if told["deleted"] else self.opened(told)
            tracking = self.watched.tracking(file.root_id) if file else None
            if file is None or tracking is None or file.path in tracking.known or file.file_id in known:
                continue
            self.state.stored([file], [])
            tracking.keep(file)
            recalled += 1
        return recalled

    def opened(self, told: dict[str, Any]) -> StoredFile | None:
        """Return a file as the server told of it; None when it is sealed by a key that this watcher has not got.

        The inode is not known, so that each file is read once more and compared by its hash.
        """
        place = Place(told["id"], told["rev"])
        try:
            key = self.cipher.unwrap(place, told["kid"], Sealed.read(told["wrap"]))
            facts = self.cipher.open_meta(key, told["meta"]["n"], Sealed.read(told["meta"]))
        except InvalidTag:
            return None
        return StoredFile(
            file_id=place.file_id,
            root_id=facts["folder"],
            path=unb64(facts["path"]),
            rev=place.rev,
            meta_n=told["meta"]["n"],
            size=facts["size"],
            mtime_ns=facts["mtime_ns"],
            inode=0,
            sha256=unb64(facts["sha256"]),
            kid=told["kid"],
            wrap=json.dumps(told["wrap"]),
            stored_at=0.0,
        )
