"""Where the server can be taken apart: everything that it is made of, held by name.

Whoever wants another clock, another store or another rule sets an attribute or a method of what `default_seams` gives,
before `create_app` gets it. Objects reach each other through attributes at each call, so that a replaced method counts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.types import ASGIApp

from reference_server.assets import Assets, FolderAssets
from reference_server.blobs import Blobs, NoBlobs
from reference_server.clock import Clock, SystemClock
from reference_server.ids import Ids, RandomIds
from reference_server.openid import OpenIdClient
from reference_server.s3 import S3Blobs
from reference_server.services.daw.completion import Completion
from reference_server.services.daw.devices import WatcherDevices
from reference_server.services.daw.disposal import Disposal
from reference_server.services.daw.files import BackedUpFiles
from reference_server.services.daw.pairings import Pairings
from reference_server.services.daw.uploads import Uploads
from reference_server.services.export import Export
from reference_server.services.feed import Feed
from reference_server.services.health.health import Health
from reference_server.services.items.history import History
from reference_server.services.items.items import Items
from reference_server.services.items.privacy import Privacy
from reference_server.services.items.search import Search
from reference_server.services.items.views import ItemViews
from reference_server.services.items.writing import ItemWriting
from reference_server.services.learning.tracks import Tracks
from reference_server.services.limits import Limits
from reference_server.services.moments import Moments
from reference_server.services.order import Order
from reference_server.services.people.accounts import Accounts
from reference_server.services.people.sessions import Sessions
from reference_server.services.people.sign_in import SignIn
from reference_server.services.planning.focus import FocusSessions
from reference_server.services.planning.habits import Habits
from reference_server.services.planning.quests import Quests
from reference_server.services.planning.today import Today
from reference_server.services.sync.changes import Changes
from reference_server.services.sync.commands import Commands
from reference_server.services.sync.operations import Operations
from reference_server.services.sync.results import Results
from reference_server.services.sync.sync import Sync
from reference_server.services.sync.tidying import Tidying
from reference_server.services.telemetry.dashboard import Dashboard
from reference_server.services.telemetry.limits import Limits as AlertLimits
from reference_server.services.telemetry.live import Live
from reference_server.services.telemetry.metrics import Metrics
from reference_server.services.telemetry.periods import Periods
from reference_server.services.telemetry.telemetry import Telemetry
from reference_server.services.telemetry.writing import TelemetryWriting
from reference_server.services.tools import Tools
from reference_server.services.vault.crypto_policies import CryptoPolicies
from reference_server.services.vault.gate import VaultGate
from reference_server.services.vault.grants import Grants
from reference_server.services.vault.guesses import Guesses
from reference_server.services.vault.passphrases import Passphrases
from reference_server.services.vault.recovery import Recovery
from reference_server.services.vault.recovery_codes import RecoveryCodes
from reference_server.services.vault.rotations import Rotations
from reference_server.services.vault.vaults import Vaults
from reference_server.services.vault.views import VaultViews
from reference_server.settings import Settings
from reference_server.store.database import SqlStore, Store
from reference_server.store.url import folder_of

Wrap = Callable[[ASGIApp], ASGIApp]


@dataclass
class Services:
    """The rules of the product; routes call these and nothing else."""

    limits: Limits
    accounts: Accounts
    sessions: Sessions
    sign_in: SignIn
    quests: Quests
    habits: Habits
    focus: FocusSessions
    tracks: Tracks
    today: Today
    policies: CryptoPolicies
    grants: Grants
    vault_gate: VaultGate
    guesses: Guesses
    passphrases: Passphrases
    vault_views: VaultViews
    vaults: Vaults
    recovery_codes: RecoveryCodes
    recovery: Recovery
    rotations: Rotations
    item_views: ItemViews
    item_writing: ItemWriting
    items: Items
    privacy: Privacy
    history: History
    feed: Feed
    search: Search
    order: Order
    changes: Changes
    sync: Sync
    commands: Commands
    results: Results
    operations: Operations
    tidying: Tidying
    devices: WatcherDevices
    pairings: Pairings
    uploads: Uploads
    completion: Completion
    files: BackedUpFiles
    disposal: Disposal
    export: Export
    health: Health
    telemetry: Telemetry
    telemetry_writing: TelemetryWriting
    metrics: Metrics
    dashboard: Dashboard


@dataclass
class Seams:
    """The parts of a server. `middleware` wraps the whole application, the last one outermost."""

    clock: Clock
    ids: Ids
    store: Store
    identity: OpenIdClient
    blobs: Blobs
    services: Services
    assets: Assets
    middleware: list[Wrap] = field(default_factory=list)


def default_seams(settings: Settings) -> Seams:
    """Return the parts as they are meant to be; nothing is connected or asked before it is needed."""
    clock, ids, store = SystemClock(), RandomIds(), SqlStore(settings.database_url)
    identity = OpenIdClient(settings.providers, clock)
    telemetry = Telemetry(clock, Metrics())
    blobs: Blobs = NoBlobs() if settings.store is None else S3Blobs(settings.store, telemetry.store_asked)
    services = _services(settings, clock, ids, store, identity, blobs, telemetry)
    return Seams(clock, ids, store, identity, blobs, services, FolderAssets())


def _dashboard(settings: Settings, tools: Tools, telemetry: Telemetry, writing: TelemetryWriting) -> Dashboard:
    finest = settings.telemetry_part_seconds
    live = Live(telemetry, writing, tools.store, folder_of(settings.database_url))
    live.show(telemetry.metrics)
    periods = Periods(finest, settings.telemetry_days, settings.telemetry_ranges)
    return Dashboard(tools, telemetry, periods, AlertLimits(live, settings.alert_window_seconds, finest))


def _services(
    settings: Settings,
    clock: Clock,
    ids: Ids,
    store: Store,
    identity: OpenIdClient,
    blobs: Blobs,
    telemetry: Telemetry,
) -> Services:
    tools = Tools(store, clock, ids, Limits(), Moments(clock, settings.oldest))
    accounts = Accounts(tools, settings.admins)
    sessions = Sessions(tools, timedelta(days=settings.session_days), timedelta(hours=settings.token_hours))
    order = Order(tools, accounts)
    quests, habits = Quests(tools, accounts, order), Habits(tools, accounts, order)
    focus, tracks = FocusSessions(tools, accounts, order), Tracks(tools, accounts, order)
    policies, grants = CryptoPolicies(tools, accounts), Grants(tools, sessions)
    gate = VaultGate(tools, grants, policies)
    guesses = Guesses(tools, settings.unlock_attempts, timedelta(seconds=settings.unlock_window_seconds))
    passphrases, codes = Passphrases(tools, guesses, policies), RecoveryCodes(tools)
    vault_views = VaultViews(tools, accounts, policies, grants, codes)
    vaults = Vaults(vault_views, gate, passphrases)
    views = ItemViews()
    writing = ItemWriting(tools, accounts, gate, views)
    items = Items(tools, writing, views)
    privacy = Privacy(tools, writing, views, items, settings.history_kept)
    changes = Changes(views, order, quests, habits, focus, tracks)
    sync = Sync(tools, accounts, changes, vault_views, policies)
    commands = Commands(accounts, items, privacy, quests, habits, focus, tracks)
    results = Results(tools, changes)
    devices = WatcherDevices(tools, accounts, gate)
    operations = Operations(tools, accounts, sync, commands, results, telemetry)
    uploads = Uploads(tools, accounts, gate, blobs, settings.upload_seconds)
    kept = timedelta(days=settings.telemetry_days)
    telemetry_writing = TelemetryWriting(tools, telemetry, settings.telemetry_part_seconds, kept)
    return Services(
        limits=tools.limits,
        accounts=accounts,
        sessions=sessions,
        sign_in=SignIn(tools, identity, accounts, sessions, timedelta(minutes=settings.sign_in_minutes)),
        quests=quests,
        habits=habits,
        focus=focus,
        tracks=tracks,
        today=Today(tools, accounts, quests, habits, focus, tracks),
        policies=policies,
        grants=grants,
        vault_gate=gate,
        guesses=guesses,
        passphrases=passphrases,
        vault_views=vault_views,
        vaults=vaults,
        recovery_codes=codes,
        recovery=Recovery(vaults, codes),
        rotations=Rotations(vaults),
        item_views=views,
        item_writing=writing,
        items=items,
        privacy=privacy,
        history=History(tools, accounts, writing, views, settings.history_kept),
        feed=Feed(tools),
        search=Search(tools, writing),
        order=order,
        changes=changes,
        sync=sync,
        commands=commands,
        results=results,
        operations=operations,
        tidying=Tidying(tools, accounts, settings.results_kept, settings.tombstones_kept),
        devices=devices,
        pairings=Pairings(devices, guesses, timedelta(minutes=settings.pairing_minutes)),
        uploads=uploads,
        completion=Completion(uploads, telemetry),
        files=BackedUpFiles(tools, accounts, gate, blobs, settings.upload_seconds),
        disposal=Disposal(uploads, timedelta(hours=settings.orphan_hours), telemetry),
        export=Export(tools, accounts, views, vault_views, quests, habits, focus, tracks),
        health=Health(tools, identity, blobs, operations),
        telemetry=telemetry,
        telemetry_writing=telemetry_writing,
        metrics=telemetry.metrics,
        dashboard=_dashboard(settings, tools, telemetry, telemetry_writing),
    )
