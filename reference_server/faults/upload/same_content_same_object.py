"""Equal files are stored as equal objects."""

from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.transfers.cipher import FileKey, Place, Sealed

FAULT = Fault(
    id="upload.same_content_same_object",
    area="upload",
    title="Equal files are stored as equal objects",
    symptom="Whoever sees the store sees who has the same sample.",
    severity=Severity.MAJOR,
    provenance="https://github.com/meld-cp/obsidian-encrypt/issues/11",
    kills=["WA-UPLD-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Take the same key and IV always."""

    @wrap(parts.cipher, "new_key")
    def new_key(_original: Callable[[Place], FileKey], place: Place) -> FileKey:
        return FileKey(place, bytes(32))

    @wrap(parts.cipher, "seal")
    def seal(_original: Callable[[bytes, bytes, bytes], Sealed], key: bytes, plaintext: bytes, aad: bytes) -> Sealed:
        hit()
        iv = bytes(12)
        return Sealed(iv, AESGCM(key).encrypt(iv, plaintext, aad))
