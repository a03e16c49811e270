"""A product and its store in memory: what the watcher tells them, what they answer, and what can go wrong between."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fixtures.oracle.encoding import b64u
from fixtures.oracle.primitives import Sealed
from reference_server.watcher.product.server import ProblemError, Server
from reference_server.watcher.product.store import StaleError, Store
from tests.watcher.made import ORACLE, oracle_sealed, version_of

SIGNATURE = "a-signature-that-nobody-may-see"


def problem(slug: str, **more: Any) -> dict[str, Any]:
    """Return a refusal as the product tells it."""
    return {"type": f"/problems/{slug}", "detail": f"refused: {slug}", **more}


@dataclass
class Upload:
    """What was announced, and what the store has of it, by part."""

    id: str
    draft: dict[str, Any]
    state: str = "pending"
    there: dict[int, bytes] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """What the store has."""
        return b"".join(self.there[number] for number in sorted(self.there))


@dataclass
class StoredVersions:
    """A file that is stored: each version as it was announced, and the ciphertexts; `meta` is the present one."""

    id: str
    meta: dict[str, Any]
    filename: str | None
    drafts: list[dict[str, Any]] = field(default_factory=list)
    ciphertexts: list[bytes] = field(default_factory=list)
    deleted: bool = False

    @property
    def rev(self) -> int:
        """The present version."""
        return len(self.drafts)

    @property
    def path(self) -> bytes:
        """Where the file lies, as its owner opens it."""
        return ORACLE.facts(version_of(self.drafts[-1]), self.meta["n"], Sealed(*self._meta())).path

    @property
    def content(self) -> bytes:
        """The present content, as its owner opens it."""
        return ORACLE.content(version_of(self.drafts[-1]), self.ciphertexts[-1])

    def _meta(self) -> tuple[bytes, bytes]:
        sealed = oracle_sealed(self.meta)
        return sealed.iv, sealed.ct

    def told(self) -> dict[str, Any]:
        """Return it as the product tells of it."""
        versions = [{"rev": d["rev"], "kid": d["kid"], "wrap": d["wrap"], "meta": d["meta"]} for d in self.drafts]
        present = {"id": self.id, "rev": self.rev, "meta": self.meta, "deleted": self.deleted}
        return {**versions[-1], **present, "versions": versions[::-1]}


class Product:
    """Knows the rules of the real one, as far as a watcher meets them."""

    def __init__(self) -> None:
        self.uploads: dict[str, Upload] = {}
        self.files: dict[str, StoredVersions] = {}
        self.calls: list[str] = []
        self.puts: list[str] = []
        self.vault: dict[str, Any] | None = {"epoch": 1, "locked": False, "reason": None}
        self.before: defaultdict[str, deque[Exception]] = defaultdict(deque)
        """What the next calls end with, before anything has happened."""
        self.after: defaultdict[str, deque[Exception]] = defaultdict(deque)
        """What the next calls end with although all has happened: the answer was lost."""
        self.refusals: defaultdict[str, deque[str]] = defaultdict(deque)
        """What the next of several are refused with; an empty word takes one."""

    def present(self) -> dict[bytes, bytes]:
        """Return what is stored and not removed: contents by path."""
        return {file.path: file.content for file in self.files.values() if not file.deleted}

    def there(self) -> list[StoredVersions]:
        """Return the files that are not removed."""
        return [file for file in self.files.values() if not file.deleted]

    def begin(self, call: str) -> None:
        """Count a call, or end it."""
        self.calls.append(call)
        if self.before[call]:
            raise self.before[call].popleft()

    def end(self, call: str) -> None:
        """Lose the answer, if it is to be lost."""
        if self.after[call]:
            raise self.after[call].popleft()

    def refusal(self, call: str) -> dict[str, Any] | None:
        """Return what the next of several is refused with."""
        slug = self.refusals[call].popleft() if self.refusals[call] else ""
        return problem(slug) if slug else None

    def announced(self, draft: dict[str, Any]) -> dict[str, Any]:
        """Answer one announcement."""
        known, file = self.uploads.get(draft["op_id"]), self.files.get(draft["file_id"])
        refusal = self.refusal("announce")
        if refusal is None and known is not None and known.draft != draft:
            refusal = problem("upload-differs")
        elif refusal is None and known is not None and known.state == "gone":
            refusal = problem("upload-gone")
        elif refusal is None and known is None:
            refusal = self.misplaced(draft, file)
        if refusal is not None:
            return {"ticket": None, "problem": refusal}
        upload = self.uploads.setdefault(draft["op_id"], Upload(f"upload {len(self.uploads)}", draft))
        return {"ticket": self.ticket(upload), "problem": None}

    def misplaced(self, draft: dict[str, Any], file: StoredVersions | None) -> dict[str, Any] | None:
        """Return why a version does not follow the present one."""
        if file is not None and file.deleted:
            return problem("file-deleted")
        present = file.rev if file else 0
        return problem("revision-conflict", current={"rev": present}) if draft["rev"] != present + 1 else None

    def ticket(self, upload: Upload) -> dict[str, Any]:
        """Return where to put what."""
        url = f"https://store.example/{upload.id}?X-Amz-Signature={SIGNATURE}"
        parts = upload.draft["parts"] and [
            {"number": n, "url": f"{url}&part={n}", "headers": {}}
            for n in range(1, len(upload.draft["parts"]) + 1)
            if n not in upload.there
        ]
        return {"upload_id": upload.id, "state": upload.state, "url": url, "headers": {}, "parts": parts}

    def completed(self, upload_id: str) -> dict[str, Any]:
        """Answer one completion."""
        upload = next(each for each in self.uploads.values() if each.id == upload_id)
        refusal = self.refusal("complete")
        if refusal is None and upload.state == "gone":
            refusal = problem("upload-gone")
        elif refusal is None and upload.state == "pending":
            refusal = self.unfit(upload)
        if refusal is not None:
            return {"completed": None, "problem": refusal}
        if upload.state == "pending":
            self.store(upload)
        return {"completed": {"upload_id": upload_id}, "problem": None}

    def unfit(self, upload: Upload) -> dict[str, Any] | None:
        """Return why an upload is no version yet, or never."""
        if len(upload.there) < len(upload.draft["parts"] or [None]):
            return problem("upload-missing")
        if b64u(hashlib.sha256(upload.content).digest()) != upload.draft["ct_sha256"]:
            upload.state = "gone"
            return problem("upload-mismatch")
        return self.misplaced(upload.draft, self.files.get(upload.draft["file_id"]))

    def store(self, upload: Upload) -> None:
        """Make it a version."""
        draft = upload.draft
        file = self.files.setdefault(draft["file_id"], StoredVersions(draft["file_id"], draft["meta"], None))
        file.drafts.append(draft)
        file.ciphertexts.append(upload.content)
        file.meta, file.filename, upload.state = draft["meta"], draft["filename"], "stored"


class StubServer(Server):
    """The product, as the watcher asks it."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.epoch: int | None = None

    def close(self) -> None:
        """There is nothing to be closed."""

    def state(self) -> dict[str, Any]:
        """Return how the vault is."""
        self.product.begin("state")
        return {"vault": self.product.vault}

    def announce(self, drafts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Answer each."""
        self.product.begin("announce")
        answers = [self.product.announced(draft) for draft in drafts]
        self.product.end("announce")
        return answers

    def complete(self, upload_ids: Sequence[str], size: int) -> list[dict[str, Any]]:  # noqa: ARG002
        """Answer each."""
        self.product.begin("complete")
        answers = [self.product.completed(upload_id) for upload_id in upload_ids]
        self.product.end("complete")
        return answers

    def rename(self, file_id: str, change: dict[str, Any]) -> None:
        """Give a file another path."""
        self.product.begin("rename")
        file = self.product.files.get(file_id)
        if file is None or file.deleted:
            raise ProblemError(problem("not-found" if file is None else "file-deleted"))
        if (change["rev"], change["meta"]["n"]) != (file.rev, file.meta["n"] + 1):
            raise ProblemError(problem("revision-conflict", current={"rev": file.rev, "n": file.meta["n"]}))
        file.meta, file.filename = change["meta"], change["filename"]
        self.product.end("rename")

    def delete(self, file_id: str, rev: int) -> None:
        """Mark a file as removed."""
        self.product.begin("delete")
        file = self.product.files.get(file_id)
        if file is None:
            raise ProblemError(problem("not-found"))
        if file.rev != rev:
            raise ProblemError(problem("revision-conflict", current={"rev": file.rev}))
        file.deleted = True
        self.product.end("delete")

    def file(self, file_id: str) -> dict[str, Any]:
        """Return a file with its versions."""
        self.product.begin("file")
        if file_id not in self.product.files:
            raise ProblemError(problem("not-found"))
        return self.product.files[file_id].told()

    def files(self, device_id: str) -> Iterator[dict[str, Any]]:  # noqa: ARG002  there is one watcher
        """Return what is stored."""
        self.product.begin("files")
        for file in self.product.files.values():
            yield file.told()
            self.product.end("files")


class StubStore(Store):
    """The store: it takes what was announced, and nothing else."""

    def __init__(self, product: Product) -> None:
        self.product = product

    def close(self) -> None:
        """There is nothing to be closed."""

    def put(self, url: str, headers: dict[str, str], spooled: Path, start: int = 0, size: int | None = None) -> None:  # noqa: ARG002
        """Take an upload, or a part of it."""
        self.product.begin("put")
        upload_id, _, query = url.rpartition("/")[2].partition("?")
        upload = next(each for each in self.product.uploads.values() if each.id == upload_id)
        number = int(query.partition("&part=")[2] or "1")
        announced = upload.draft["parts"][number - 1]["sha256"] if upload.draft["parts"] else upload.draft["ct_sha256"]
        content = spooled.read_bytes()[start : None if size is None else start + size]
        if b64u(hashlib.sha256(content).digest()) != announced:
            raise StaleError("the store answered 400")
        upload.there[number] = content
        self.product.puts.append(upload.draft["op_id"])
        self.product.end("put")
