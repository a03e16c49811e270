"""Disposal: uploads that came to nothing, and objects that nothing refers to. One that is referred to never goes."""

from datetime import timedelta

from reference_server import logs
from reference_server.blobs import StoreError
from reference_server.services.daw.uploads import Uploads
from reference_server.services.telemetry.telemetry import Telemetry
from reference_server.store import tables

AT_A_TIME = 500
REMEMBERED = timedelta(days=30)
"""How long it is known what came of an upload."""


class Disposal:
    """What the server does with uploads by itself."""

    def __init__(self, uploads: Uploads, orphans_kept: timedelta, telemetry: Telemetry) -> None:
        self.tools = uploads.tools
        self.telemetry = telemetry
        self.blobs = uploads.blobs
        self.uploads = uploads
        self.orphans_kept = orphans_kept

    def tidy(self) -> None:
        """Give up what nothing came of for too long, then delete what is to go."""
        now = self.tools.now()
        with self.tools.store.begin() as work:
            overdue = work.uploads.overdue(now - self.orphans_kept, AT_A_TIME)
            for upload in overdue:
                self.uploads.drop(work, upload)
            work.uploads.forget(now - REMEMBERED)
        self.telemetry.uploaded([("gave_up", 0) for _ in overdue])
        self.dispose()

    def dispose(self) -> None:
        """Delete the objects that are to go; those that the store does not delete now are tried again."""
        with self.tools.store.begin(write=False) as work:
            doomed = work.uploads.doomed()
        if not doomed:
            return
        try:
            # Objects first: a store that does not answer is asked once, and not for each upload in parts.
            self.blobs.delete([each.object_key for each in doomed])
        except StoreError as error:
            logs.failure("disposal", error)
            return
        gone = [each.object_key for each in doomed if self.is_without_parts(each)]
        with self.tools.store.begin() as work:
            work.uploads.done_with(gone, self.tools.now())

    def is_without_parts(self, doomed: tables.DoomedObject) -> bool:
        """Let the store forget what was sent in parts, and say whether it has; one that it keeps hinders no other."""
        try:
            if doomed.parts_id is not None:
                self.blobs.give_up(doomed.object_key, doomed.parts_id)
        except StoreError as error:
            logs.failure("disposal", error)
            return False
        return True
