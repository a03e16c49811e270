"""A presigned URL takes any content."""

from collections.abc import Callable
from typing import cast

from reference_server.blobs import Content, Signed
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.s3 import S3Blobs
from reference_server.seams import Seams

FAULT = Fault(
    id="upload.content_not_signed",
    area="upload",
    title="A presigned URL takes any content",
    symptom="With an address for one take another can be put in its place.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-UPLD-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Sign the key alone."""
    blobs = cast("S3Blobs", seams.blobs)

    @wrap(blobs, "sign_put")
    def sign_put(_original: Callable[[str, Content, int], Signed], key: str, content: Content, seconds: int) -> Signed:  # noqa: ARG001
        hit()
        return Signed(blobs.signed("PUT", key, seconds), {})
