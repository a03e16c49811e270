"""The target in front of the doctor: one line to it, and somebody who signed in there for checks that need a person."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property

import httpx

from fixtures.api.account import AccountApi
from fixtures.api.client import Api
from fixtures.monitoring.judgement import Finding, judge
from fixtures.people.admission import erase, newcomer, signed_in
from fixtures.people.ledger import Account, Ledger
from fixtures.target.profiles import Capability, Target
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.watcher.by_hand import WatcherByHand
from qa.doctor.check import Check
from qa.doctor.scraping import REMEDY, elsewhere, scraped_by
from reference_server.monitoring.monitoring import RULES


class NotAllowed(Exception):  # noqa: N818 - said as a sentence
    """The profile does not allow what a check needs; the message says what."""


@dataclass(frozen=True)
class Patient:
    """A target that answers; what is left behind there is put away with `leaving`."""

    target: Target
    http: httpx.Client
    ledger: Ledger
    leaving: ExitStack = field(default_factory=ExitStack)

    def require(self, permission: str) -> None:
        """Raise NotAllowed where the profile does not allow this."""
        if permission not in self.target.profile.allows:
            raise NotAllowed(f"the profile does not allow `{permission}`")

    @cached_property
    def somebody(self) -> Api:
        """A throw-away person of the doctor's own, erased when the doctor leaves."""
        self.require("people")
        account = newcomer(self.ledger)
        session = signed_in(self.http, self.target, account)
        self.leaving.callback(erase, session, account, self.ledger)
        return Api(session)

    @cached_property
    def watcher(self) -> WatcherByHand:
        """A watcher of that person's, who has a vault from now on."""
        keeper = VaultKeeper(self.somebody, secrets.token_urlsafe(16))
        keeper.create()
        return WatcherByHand(keeper)

    @cached_property
    def monitoring(self) -> Mapping[str, Finding] | None:
        """What is to be said of the Prometheus that watches the target, looked at once; None where none is known."""
        if self.target.prometheus is None:
            return None
        findings = judge(self.target.prometheus, RULES)
        try:
            instead = elsewhere(scraped_by(self.target.prometheus), self.target)
        except (httpx.HTTPError, ValueError) as error:
            instead = f"what this Prometheus scrapes cannot be read ({type(error).__name__})"
        if instead:  # whatever it tells, it tells of another product
            findings = [
                each if each.state == "unknown" else Finding(each.what, "unknown", instead, REMEDY) for each in findings
            ]
        return {finding.what: finding for finding in findings}

    def administrator(self) -> Api:
        """Return the administrator's interface; their session is ended when the doctor leaves."""
        named = self.target.profile.administrator
        if named is None:
            raise NotAllowed("the profile names no `administrator`")
        account = Account(subject=f"administrator-{named.email}", email=named.email, name="Administrator")
        session = signed_in(self.http, self.target, account)
        self.leaving.callback(AccountApi(session).sign_out)
        return Api(session)


@dataclass(frozen=True)
class Examination:
    """One check by name. `needs` are capabilities; without all of them it says nothing about the product."""

    name: str
    examine: Callable[[Patient], Check]
    needs: frozenset[Capability] = frozenset()
