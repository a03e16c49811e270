"""The tables, as SQLAlchemy maps them; migrations make them, and a test compares the two."""

from reference_server.store.tables.base import Table
from reference_server.store.tables.credits import Credit
from reference_server.store.tables.daw import Device, DoomedObject, File, Pairing, Upload, Version
from reference_server.store.tables.focus import FocusSession
from reference_server.store.tables.habits import CheckIn, Habit
from reference_server.store.tables.items import Item, Revision, Token, TokenSet
from reference_server.store.tables.learning import Lesson, Track
from reference_server.store.tables.people import BearerToken, Identity, Person, Session, SignInAttempt
from reference_server.store.tables.policies import CryptoPolicy
from reference_server.store.tables.quests import Quest, Step
from reference_server.store.tables.sync import SpentId, SyncDevice, SyncResult, Tombstone
from reference_server.store.tables.vault import (
    Grant,
    Guesses,
    LockCommand,
    RecoveryCode,
    RecoverySet,
    Rewrap,
    Rotation,
    Vault,
    Wrap,
)

__all__ = [
    "BearerToken",
    "CheckIn",
    "Credit",
    "CryptoPolicy",
    "Device",
    "DoomedObject",
    "File",
    "FocusSession",
    "Grant",
    "Guesses",
    "Habit",
    "Identity",
    "Item",
    "Lesson",
    "LockCommand",
    "Pairing",
    "Person",
    "Quest",
    "RecoveryCode",
    "RecoverySet",
    "Revision",
    "Rewrap",
    "Rotation",
    "Session",
    "SignInAttempt",
    "SpentId",
    "Step",
    "SyncDevice",
    "SyncResult",
    "Table",
    "Token",
    "TokenSet",
    "Tombstone",
    "Track",
    "Upload",
    "Vault",
    "Version",
    "Wrap",
]
