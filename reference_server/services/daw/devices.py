"""Watchers of a person: who they are, whether they may still come in, and what they are told."""

from collections.abc import Mapping
from dataclasses import dataclass

from reference_server.contract.devices import DeviceChange, Devices, DeviceView, Owner, WatcherState
from reference_server.ids import hashed
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import NotFound, SignedOut
from reference_server.services.tools import Tools
from reference_server.services.vault.gate import VaultGate
from reference_server.store import tables
from reference_server.store.work import Work

PREFIX = "pdw_"
"""Begins every credential of a watcher, so that none is taken for a person's, and leaked ones are found."""


@dataclass(frozen=True)
class Watching:
    """A paired watcher that calls, and the vault's epoch that it knows."""

    person_id: str
    device_id: str
    epoch: int | None = None


class WatcherDevices:
    """Rules about paired watchers. A credential holds until the person revokes it."""

    def __init__(self, tools: Tools, accounts: Accounts, gate: VaultGate) -> None:
        self.tools = tools
        self.accounts = accounts
        self.gate = gate

    def is_credential(self, secret: str) -> bool:
        """Say whether this would be a watcher's credential."""
        return secret.startswith(PREFIX)

    def by_credential(self, secret: str, epoch: int | None = None) -> Watching:
        """Return the watcher of this credential; SignedOut when it does not hold."""
        with self.tools.store.begin(write=False) as work:
            device = work.devices.with_secret(hashed(secret))
            if device is None or device.revoked_at is not None:
                raise SignedOut
            return Watching(device.person_id, device.id, epoch)

    def listing(self, person_id: str) -> Devices:
        """Return the person's watchers, revoked ones left out."""
        with self.tools.store.begin(write=False) as work:
            counts = work.devices.file_counts(person_id)
            return Devices(devices=[self.view(device, counts) for device in work.devices.of_person(person_id)])

    def change(self, person_id: str, device_id: str, change: DeviceChange) -> DeviceView:
        """Name a watcher; NotFound."""
        name = self.tools.limits.title(change.name, "name")
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            device = self.find_owned(work, person_id, device_id)
            device.name = name
            return self.view(device, work.devices.file_counts(person_id))

    def revoke(self, person_id: str, device_id: str) -> None:
        """Let a watcher in no more; what it has stored stays. NotFound."""
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            device = self.find_owned(work, person_id, device_id)
            device.revoked_at = self.tools.now()
            device.sealed_key = None

    def state(self, watching: Watching) -> WatcherState:
        """Return what the watcher needs to know, and note that it was here: its key has reached it."""
        with self.tools.store.begin() as work:
            person = self.accounts.lock(work, watching.person_id)
            device = self.find_owned(work, person.id, watching.device_id)
            device.seen_at = self.tools.now()
            device.sealed_key = None
            return WatcherState(
                device_id=device.id,
                device_name=device.name,
                person=Owner(id=person.id, name=person.name),
                vault=self.gate.upload_state(work, person.id),
            )

    def find_owned(self, work: Work, person_id: str, device_id: str) -> tables.Device:
        """Return the person's watcher; a revoked one is not found."""
        device = work.devices.find(device_id)
        if device is None or device.person_id != person_id or device.revoked_at is not None:
            raise NotFound("watcher")
        return device

    def view(self, device: tables.Device, counts: Mapping[str, int]) -> DeviceView:
        """Return what people see of a watcher."""
        return DeviceView(
            id=device.id,
            name=device.name,
            platform=device.platform,
            version=device.version,
            kid=device.kid,
            paired_at=device.paired_at,
            seen_at=device.seen_at,
            files=counts.get(device.id, 0),
        )
