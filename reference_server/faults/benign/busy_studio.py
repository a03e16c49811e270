"""A stranger's watcher stores files at the same time."""

from functools import cached_property
from http import HTTPStatus

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.stranger import Stranger
from reference_server.seams import Seams
from reference_server.store.tables import Device, File, Version

FAULT = Fault(
    id="benign.busy_studio",
    area="benign",
    title="A stranger's watcher stores files at the same time",
    symptom="Whenever files are stored, somebody else stores more than a page of the administrators' list shows.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)
AT_A_TIME = 60


def apply(seams: Seams, hit: Hit) -> None:
    """After each answered completion, let a person of no test have sixty files more."""
    studio = _Studio(seams)

    def change(exchange: Exchange) -> None:
        if exchange.path == "/api/uploads/complete" and exchange.status == HTTPStatus.OK:
            hit()
            studio.work()

    change_answers(seams, change)


class _Studio(Stranger):
    @cached_property
    def device_id(self) -> str:
        new_id = self.seams.ids.new_id()
        device = Device(
            id=new_id,
            person_id=self.person_id,
            name="Elsewhere",
            platform="linux",
            version="0.1.0",
            kid="k1",
            paired_at=self.seams.clock.now(),
        )
        with self.seams.store.begin() as work:
            work.devices.add(device)
        return new_id

    def work(self) -> None:
        device_id = self.device_id
        with self.seams.store.begin() as work:
            self.seams.services.accounts.lock(work, self.person_id)
            first = work.files.next_seq(self.person_id)
            files = [self.file(device_id, first + number) for number in range(AT_A_TIME)]
            work.files.add(files, [self.version(file) for file in files])

    def file(self, device_id: str, seq: int) -> File:
        return File(
            id=self.seams.ids.new_id(),
            person_id=self.person_id,
            device_id=device_id,
            rev=1,
            seq=seq,
            meta="{}",
            meta_n=0,
            created_at=self.seams.clock.now(),
            updated_at=self.seams.clock.now(),
            filename=f"elsewhere {seq}.als",
        )

    def version(self, file: File) -> Version:
        return Version(
            file_id=file.id,
            rev=1,
            person_id=self.person_id,
            object_key=f"elsewhere/{file.id}",
            ct_size=1,
            ct_sha256="",
            kid="k1",
            wrap="{}",
            meta="{}",
            stored_at=file.created_at,
        )
