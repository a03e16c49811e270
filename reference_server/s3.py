"""An object store that speaks S3: what is signed here needs no question to it; boto3 asks what has to be asked."""

import os
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import md5, sha256
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

from reference_server.blobs import Content, NoObjectError, Signed, Stored, StoredPart, StoreError
from reference_server.settings import ObjectStore

CHUNK = 1024 * 1024
MOST_DELETED = 1000
"""Objects that S3 deletes in one request."""
CONNECTIONS = 16
TIMEOUT_S = 10
READ_SECONDS = 60
"""How long an address holds that this server itself reads at once."""


class S3Blobs:
    """The store over boto3. `asked` hears of each operation and whether the store did it."""

    def __init__(self, given: ObjectStore, asked: Callable[[str, bool], None] = lambda _operation, _well: None) -> None:
        self.given = given
        self.asked = asked
        self._making = Lock()

    @cached_property
    def _made(self) -> "_Tools":
        return _Tools(self.given)

    @property
    def tools(self) -> "_Tools":
        """What speaks S3, made at first use, once: boto3's own making is not safe among threads."""
        with self._making:
            return self._made

    @contextmanager
    def asking(self, operation: str) -> Iterator[None]:
        """Let a question to the store be counted; that it has no such object is an answer like any other."""
        well = False
        try:
            with _told():
                yield
            well = True
        except NoObjectError:
            well = True
            raise
        finally:
            self.asked(operation, well)

    def prepare(self) -> None:
        """Load what speaks S3."""
        _ = self.tools

    @property
    def client(self) -> Any:
        """The client of boto3."""
        return self.tools.client

    def sign_put(self, key: str, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this content there."""
        headers = _headers(content)
        return Signed(self.signed("PUT", key, seconds, headers), headers)

    def sign_get(self, key: str, seconds: int) -> str:
        """Return where the object can be read."""
        return self.signed("GET", key, seconds)

    def begin_parts(self, key: str) -> str:
        """Begin an upload in parts, and return its id."""
        with self.asking("begin_parts"):
            parts_id: str = self.client.create_multipart_upload(Bucket=self.given.bucket, Key=key)["UploadId"]
            return parts_id

    def sign_part(self, key: str, parts_id: str, number: int, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this part; the first has number 1."""
        headers = _headers(content)
        return Signed(self.signed("PUT", key, seconds, headers, partNumber=str(number), uploadId=parts_id), headers)

    def parts(self, key: str, parts_id: str) -> Sequence[StoredPart]:
        """Return the parts that are there; NoObjectError when the store has given the upload up."""
        with self.asking("parts"):
            pages = self.client.get_paginator("list_parts").paginate(
                Bucket=self.given.bucket, Key=key, UploadId=parts_id
            )
            return [
                StoredPart(part["PartNumber"], part["Size"], part["ETag"])
                for page in pages
                for part in page.get("Parts", [])
            ]

    def join(self, key: str, parts_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of its parts; NoObjectError when the store knows them no more, having joined them, too."""
        listed = [{"PartNumber": part.number, "ETag": part.etag} for part in parts]
        with self.asking("join"):
            self.client.complete_multipart_upload(
                Bucket=self.given.bucket, Key=key, UploadId=parts_id, MultipartUpload={"Parts": listed}
            )

    def put(self, key: str, content: bytes) -> None:
        """Put an object as whoever holds a presigned URL does, and not by this server's own rights."""
        with self.asking("put"):
            signed = self.sign_put(key, Content(len(content), _md5(content), sha256(content).digest()), READ_SECONDS)
            answer = self.tools.send("PUT", signed.url, signed.headers, content)
            if answer.status_code != HTTPStatus.OK:
                raise StoreError(f"the store refused ({answer.status_code})")

    def size(self, key: str) -> int:
        """Return how many bytes the object has, by what the store says of it; NoObjectError."""
        with self.asking("size"):
            size: int = self.client.head_object(Bucket=self.given.bucket, Key=key)["ContentLength"]
            return size

    def describe(self, key: str) -> Stored:
        """Return what the object is, as it is stored: read and hashed, for not every store checks what it is told.

        By an address like any reader's: boto3's own way takes twice the time, and this is asked for every upload.
        """
        with self.asking("describe"):
            answer = self.tools.send("GET", self.signed("GET", key, READ_SECONDS))
            size, digest = 0, sha256()
            for chunk in answer.raw.stream(CHUNK):
                size += len(chunk)
                digest.update(chunk)
            if answer.status_code == HTTPStatus.NOT_FOUND:
                raise NoObjectError("the store has no such object")
            if answer.status_code != HTTPStatus.OK:
                raise StoreError(f"the store refused ({answer.status_code})")
        return Stored(size, digest.digest())

    def delete(self, keys: Sequence[str]) -> None:
        """Delete objects, those that are not there too."""
        for start in range(0, len(keys), MOST_DELETED):
            listed = [{"Key": key} for key in keys[start : start + MOST_DELETED]]
            with self.asking("delete"):
                answer = self.client.delete_objects(Bucket=self.given.bucket, Delete={"Objects": listed, "Quiet": True})
                if errors := answer.get("Errors"):
                    raise StoreError(f"the store did not delete {len(errors)} of {len(listed)} objects")

    def give_up(self, key: str, parts_id: str) -> None:
        """Forget an upload in parts, if there is one."""
        try:
            with self.asking("give_up"):
                self.client.abort_multipart_upload(Bucket=self.given.bucket, Key=key, UploadId=parts_id)
        except NoObjectError:
            return

    def signed(self, method: str, key: str, seconds: int, headers: dict[str, str] | None = None, **query: str) -> str:
        """Return the presigned URL of a request with exactly these headers; nothing is asked of the store."""
        url = f"{self.given.url}/{self.given.bucket}/{quote(key)}"
        return self.tools.sign(method, f"{url}?{urlencode(query)}" if query else url, headers or {}, seconds)


class _Tools:
    """What is used of boto3 and of botocore below it; both take long to import, and many a server never uploads."""

    def __init__(self, given: ObjectStore) -> None:
        import boto3
        from botocore.config import Config
        from botocore.credentials import Credentials
        from botocore.httpsession import URLLib3Session
        from botocore.utils import get_environ_proxies

        self.region = given.region
        access_key, secret_key = given.access_key.get_secret_value(), given.secret_key.get_secret_value()
        self.credentials = Credentials(access_key, secret_key)
        self.http = URLLib3Session(
            verify=os.environ.get("AWS_CA_BUNDLE") or True,
            proxies=get_environ_proxies(given.url),
            timeout=TIMEOUT_S,
            max_pool_connections=CONNECTIONS,
        )
        self.client = boto3.client(
            "s3",
            endpoint_url=given.url,
            region_name=given.region,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=TIMEOUT_S,
                read_timeout=TIMEOUT_S,
                max_pool_connections=CONNECTIONS,
                retries={"max_attempts": 2, "mode": "standard"},
            ),
        )

    def sign(self, method: str, url: str, headers: dict[str, str], seconds: int) -> str:
        """Return the URL with a signature of this request, headers included, that holds for so many seconds."""
        from botocore.auth import S3SigV4QueryAuth
        from botocore.awsrequest import AWSRequest

        request = AWSRequest(method, url, headers=headers)
        S3SigV4QueryAuth(self.credentials, "s3", self.region, expires=seconds).add_auth(request)
        signed: str = request.url
        return signed

    def send(self, method: str, url: str, headers: dict[str, str] | None = None, content: bytes = b"") -> Any:
        """Send a request as it was signed, and return the answer, its content not read yet."""
        from botocore.awsrequest import AWSRequest

        return self.http.send(AWSRequest(method, url, headers, content, stream_output=True).prepare())


def _headers(content: Content) -> dict[str, str]:
    return {
        "Content-Length": str(content.size),
        "Content-MD5": _base64(content.md5),
        "x-amz-checksum-sha256": _base64(content.sha256),
    }


def _md5(content: bytes) -> bytes:
    return md5(content, usedforsecurity=False).digest()  # S3 compares it; what counts is the SHA-256


def _base64(digest: bytes) -> str:
    return b64encode(digest).decode()


@contextmanager
def _told() -> Iterator[None]:
    """Say a failure of the library's as ours."""
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
    from urllib3.exceptions import HTTPError

    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "?")
        if code in {"NoSuchKey", "NoSuchUpload", "404"}:
            raise NoObjectError(f"the store has no such object ({code})") from None
        raise StoreError(f"the store refused ({code})") from None
    except (BotoCoreError, HTTPClientError, HTTPError) as error:
        raise StoreError(f"the store does not answer ({type(error).__name__})") from None
