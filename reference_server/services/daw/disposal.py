"""Disposal: uploads that came to nothing, and objects that nothing refers to. One that is referred to never goes."""

from collections.abc import Sequence
from datetime import timedelta

from reference_server import logs
from reference_server.blobs import NoObjectError, StoreError
from reference_server.services.daw.uploads import Uploads
from reference_server.store import tables

AT_A_TIME = 500
REMEMBERED = timedelta(days=30)
"""How long it is known what came of an upload."""


class Disposal:
    """What the server does with uploads by itself."""

    def __init__(self, uploads: Uploads, orphans_kept: timedelta) -> None:
        self.tools = uploads.tools
        self.blobs = uploads.blobs
        self.uploads = uploads
        self.orphans_kept = orphans_kept

    def tidy(self) -> None:
        """Give up what nothing came of for too long, then delete what is to go."""
        now = self.tools.now()
        with self.tools.store.begin() as work:
            for upload in work.uploads.overdue(now - self.orphans_kept, AT_A_TIME):
                self.uploads.drop(work, upload)
            work.uploads.forget(now - REMEMBERED)
        self.dispose()

    def dispose(self) -> None:
        """Delete the objects that are to go; those that the store does not delete now are tried again."""
        with self.tools.store.begin(write=False) as work:
            doomed = work.uploads.doomed()
        if not doomed:
            return
        try:
            self.delete(doomed)
        except StoreError as error:
            logs.failure("disposal", error)
            return
        with self.tools.store.begin() as work:
            work.uploads.done_with([each.object_key for each in doomed], self.tools.now())

    def delete(self, doomed: Sequence[tables.DoomedObject]) -> None:
        """Delete objects, and what was sent of those in parts."""
        for each in doomed:
            if each.parts_id is not None:
                self.give_up_parts(each.object_key, each.parts_id)
        self.blobs.delete([each.object_key for each in doomed])

    def give_up_parts(self, object_key: str, parts_id: str) -> None:
        """Let the store forget an upload in parts, if it still knows it."""
        try:
            self.blobs.give_up(object_key, parts_id)
        except NoObjectError:
            return
