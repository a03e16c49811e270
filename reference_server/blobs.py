"""The object store, any that speaks S3: who may put or get what is signed here; the server itself only looks after."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import Any, Protocol

from reference_server.settings import ObjectStore

CHUNK = 1024 * 1024
MOST_DELETED = 1000
"""Objects that S3 deletes in one request."""
CONNECTIONS = 16
TIMEOUT_S = 10


class StoreError(Exception):
    """The store did not answer, or refused; the message says which, and no keys."""


class NoObjectError(StoreError):
    """There is no such object, or no such upload in parts."""


@dataclass(frozen=True)
class Signed:
    """A request that the store will accept for a while, with exactly these headers."""

    url: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Content:
    """What is to be put: its size in bytes, and its hashes."""

    size: int
    md5: bytes
    sha256: bytes


@dataclass(frozen=True)
class Stored:
    """What the store has: size in bytes and the SHA-256 of it."""

    size: int
    sha256: bytes


@dataclass(frozen=True)
class StoredPart:
    """A part that the store has."""

    number: int
    size: int
    etag: str


class Blobs(Protocol):
    """What services need of an object store. Every method raises StoreError when it fails."""

    def sign_put(self, key: str, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this content there."""
        ...

    def sign_get(self, key: str, seconds: int) -> str:
        """Return where the object can be read."""
        ...

    def begin_parts(self, key: str) -> str:
        """Begin an upload in parts, and return its id."""
        ...

    def sign_part(self, key: str, parts_id: str, number: int, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this part; the first has number 1."""
        ...

    def parts(self, key: str, parts_id: str) -> Sequence[StoredPart]:
        """Return the parts that are there; NoObjectError when the store has given the upload up."""
        ...

    def join(self, key: str, parts_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of its parts."""
        ...

    def describe(self, key: str) -> Stored:
        """Return what the object is, as it is stored; NoObjectError."""
        ...

    def delete(self, keys: Sequence[str]) -> None:
        """Delete objects, those that are not there too."""
        ...

    def give_up(self, key: str, parts_id: str) -> None:
        """Forget an upload in parts, if there is one."""
        ...


class S3Blobs:
    """The store over boto3."""

    def __init__(self, given: ObjectStore) -> None:
        self.given = given
        self._making = Lock()

    @cached_property
    def _made(self) -> Any:
        # boto3 takes long to import, and a server starts many times without anybody uploading.
        import boto3
        from botocore.config import Config

        return boto3.client(
            "s3",
            endpoint_url=self.given.url,
            region_name=self.given.region,
            aws_access_key_id=self.given.access_key.get_secret_value(),
            aws_secret_access_key=self.given.secret_key.get_secret_value(),
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=TIMEOUT_S,
                read_timeout=TIMEOUT_S,
                max_pool_connections=CONNECTIONS,
                # What is read is hashed here anyway.
                response_checksum_validation="when_required",
                retries={"max_attempts": 2, "mode": "standard"},
            ),
        )

    @property
    def client(self) -> Any:
        """The client, made at first use, once: boto3's own making is not safe among threads."""
        with self._making:
            return self._made

    def sign_put(self, key: str, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this content there."""
        checked = {"ContentLength": content.size, **_checksums(content)}
        return Signed(self.signed("put_object", {"Key": key, **checked}, seconds), _headers(content))

    def sign_get(self, key: str, seconds: int) -> str:
        """Return where the object can be read."""
        return self.signed("get_object", {"Key": key}, seconds)

    def begin_parts(self, key: str) -> str:
        """Begin an upload in parts, and return its id."""
        with _told():
            parts_id: str = self.client.create_multipart_upload(Bucket=self.given.bucket, Key=key)["UploadId"]
            return parts_id

    def sign_part(self, key: str, parts_id: str, number: int, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this part; the first has number 1."""
        which = {"Key": key, "UploadId": parts_id, "PartNumber": number}
        checked = {"ContentLength": content.size, **_checksums(content)}
        return Signed(self.signed("upload_part", {**which, **checked}, seconds), _headers(content))

    def parts(self, key: str, parts_id: str) -> Sequence[StoredPart]:
        """Return the parts that are there; NoObjectError when the store has given the upload up."""
        with _told():
            pages = self.client.get_paginator("list_parts").paginate(
                Bucket=self.given.bucket, Key=key, UploadId=parts_id
            )
            return [
                StoredPart(part["PartNumber"], part["Size"], part["ETag"])
                for page in pages
                for part in page.get("Parts", [])
            ]

    def join(self, key: str, parts_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of its parts."""
        listed = [{"PartNumber": part.number, "ETag": part.etag} for part in parts]
        with _told():
            self.client.complete_multipart_upload(
                Bucket=self.given.bucket, Key=key, UploadId=parts_id, MultipartUpload={"Parts": listed}
            )

    def describe(self, key: str) -> Stored:
        """Return what the object is, as it is stored: read and hashed, for not every store checks what it is told."""
        with _told():
            body = self.client.get_object(Bucket=self.given.bucket, Key=key)["Body"]
            size, digest = 0, sha256()
            for chunk in body.iter_chunks(CHUNK):
                size += len(chunk)
                digest.update(chunk)
            return Stored(size, digest.digest())

    def delete(self, keys: Sequence[str]) -> None:
        """Delete objects, those that are not there too."""
        for start in range(0, len(keys), MOST_DELETED):
            listed = [{"Key": key} for key in keys[start : start + MOST_DELETED]]
            with _told():
                answer = self.client.delete_objects(Bucket=self.given.bucket, Delete={"Objects": listed, "Quiet": True})
            if errors := answer.get("Errors"):
                raise StoreError(f"the store did not delete {len(errors)} of {len(listed)} objects")

    def give_up(self, key: str, parts_id: str) -> None:
        """Forget an upload in parts, if there is one."""
        try:
            with _told():
                self.client.abort_multipart_upload(Bucket=self.given.bucket, Key=key, UploadId=parts_id)
        except NoObjectError:
            return

    def signed(self, method: str, parameters: Mapping[str, object], seconds: int) -> str:
        """Return a presigned URL for a method of S3; nothing is asked of the store."""
        with _told():
            url: str = self.client.generate_presigned_url(
                method, Params={"Bucket": self.given.bucket, **parameters}, ExpiresIn=seconds
            )
            return url


class NoBlobs:
    """A server without an object store: whatever needs one is refused with the reason."""

    def __getattr__(self, name: str) -> Any:
        """Raise StoreError at any question."""
        raise StoreError("no object store is configured (PASSION_STORE)")


def _checksums(content: Content) -> dict[str, str]:
    return {"ContentMD5": _base64(content.md5), "ChecksumSHA256": _base64(content.sha256)}


def _headers(content: Content) -> dict[str, str]:
    return {
        "Content-Length": str(content.size),
        "Content-MD5": _base64(content.md5),
        "x-amz-checksum-sha256": _base64(content.sha256),
    }


def _base64(digest: bytes) -> str:
    return b64encode(digest).decode()


@contextmanager
def _told() -> Iterator[None]:
    """Say a failure of the library's as ours."""
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "?")
        if code in {"NoSuchKey", "NoSuchUpload", "404"}:
            raise NoObjectError(f"the store has no such object ({code})") from None
        raise StoreError(f"the store refused ({code})") from None
    except (BotoCoreError, HTTPClientError) as error:
        raise StoreError(f"the store does not answer ({type(error).__name__})") from None
