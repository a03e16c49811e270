"""Crypto policies: which one is current for a person, which take writes, and how administrators replace them."""

from collections.abc import Iterable

from reference_server.contract.policies import (
    FEWEST_ITERATIONS,
    MOST_ITERATIONS,
    Policies,
    Policy,
    PolicyDraft,
    Withdrawal,
)
from reference_server.contract.problems import FieldError
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import (
    IdTaken,
    Invalid,
    NotFound,
    PolicyDeprecated,
    PolicyNeeded,
    PolicyUnknown,
)
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

WRITABLE = ("current", "allowed")
ALGORITHM = "AES-256-GCM"
KDF = "PBKDF2-HMAC-SHA256"
TAG_BITS = 128


class CryptoPolicies:
    """Rules about policies."""

    def __init__(self, tools: Tools, accounts: Accounts) -> None:
        self.tools = tools
        self.accounts = accounts

    def listing(self, person_id: str) -> Policies:
        """Return the policies that the person may read, oldest first."""
        with self.tools.store.begin(write=False) as work:
            person = self.accounts.find(work, person_id)
            return Policies(
                policies=[self.view(policy) for policy in work.policies.all() if self.may_read(person, policy)]
            )

    def present(self, person_id: str) -> Policy:
        """Return the policy that is current for the person."""
        with self.tools.store.begin(write=False) as work:
            return self.current(work, self.accounts.find(work, person_id))

    def read(self, person_id: str, policy_id: str) -> Policy:
        """Return one policy; NotFound also when it is for others."""
        with self.tools.store.begin(write=False) as work:
            policy = work.policies.find(policy_id)
            if policy is None or not self.may_read(self.accounts.find(work, person_id), policy):
                raise NotFound("crypto policy")
            return self.view(policy)

    def create(self, draft: PolicyDraft) -> Policy:
        """Bring a policy into force; the one that was current for the same people stays allowed. IdTaken."""
        self.check_iterations(draft.iterations, FEWEST_ITERATIONS)
        with self.tools.store.begin() as work:
            policies = work.policies.lock()
            self.check_id_is_free(work, draft.version)
            self.step_back(policies, draft.audience)
            policy = tables.CryptoPolicy(
                id=draft.version,
                version=draft.version,
                position=self.next_position(policies),
                status="current",
                algorithm=ALGORITHM,
                kdf=KDF,
                iterations=draft.iterations,
                tag_bits=TAG_BITS,
                rotate_within_days=draft.rotate_within_days,
                created_at=self.tools.now(),
                audience=draft.audience,
            )
            work.policies.add(policy)
            return self.view(policy)

    def withdraw(self, policy_id: str, withdrawal: Withdrawal) -> Policy:
        """Take a policy out of use, for good; PolicyNeeded while it is somebody's current one."""
        with self.tools.store.begin() as work:
            work.policies.lock()
            policy = work.policies.find(policy_id)
            if policy is None:
                raise NotFound("crypto policy")
            self.check_not_needed(policy)
            if policy.status != "forbidden":
                policy.status = withdrawal.status
            policy.deprecated_at = policy.deprecated_at or self.tools.now()
            return self.view(policy)

    def current(self, work: Work, person: tables.Person) -> Policy:
        """Return the policy that is current for the person."""
        return self.view(self.current_row(work, person))

    def current_row(self, work: Work, person: tables.Person) -> tables.CryptoPolicy:
        """Return the newest of the current policies that the person can see; one for everyone is always there."""
        visible = [policy for policy in work.policies.all() if self.is_visible(person, policy)]
        return max((policy for policy in visible if policy.status == "current"), key=lambda policy: policy.position)

    def writable(self, work: Work, person: tables.Person, policy_id: str) -> tables.CryptoPolicy:
        """Return a policy that the person may write under; PolicyUnknown or PolicyDeprecated."""
        policy = work.policies.find(policy_id)
        if policy is None or not self.is_visible(person, policy):
            raise PolicyUnknown(policy_id)
        if not self.takes_writes(policy):
            raise PolicyDeprecated(policy_id, self.current_row(work, person).id)
        return policy

    def is_visible(self, person: tables.Person, policy: tables.CryptoPolicy) -> bool:
        """Say whether the policy is for the person: for everyone, or for their cohort."""
        return policy.audience is None or policy.audience == person.cohort

    def may_read(self, person: tables.Person, policy: tables.CryptoPolicy) -> bool:
        """Say whether the person is shown the policy; administrators see all."""
        return self.is_visible(person, policy) or self.accounts.is_admin(person)

    def takes_writes(self, policy: tables.CryptoPolicy) -> bool:
        """Say whether anything may be sealed under the policy."""
        return policy.status in WRITABLE

    def check_iterations(self, iterations: int, fewest: int) -> int:
        """Return the rounds of PBKDF2: as many as asked for at least, and no more than a browser bears."""
        if not fewest <= iterations <= MOST_ITERATIONS:
            message = f"must be from {fewest} to {MOST_ITERATIONS}"
            raise Invalid(FieldError(field="iterations", message=message))
        return iterations

    def check_id_is_free(self, work: Work, policy_id: str) -> None:
        """Refuse the id of another policy."""
        if work.policies.find(policy_id) is not None:
            raise IdTaken("crypto policy")

    def check_not_needed(self, policy: tables.CryptoPolicy) -> None:
        """Refuse to take away what people write under now: no client goes back to an older one."""
        if policy.status == "current":
            raise PolicyNeeded

    def step_back(self, policies: Iterable[tables.CryptoPolicy], audience: str | None) -> None:
        """Let what was current for these people be merely allowed."""
        for policy in policies:
            if policy.audience == audience and policy.status == "current":
                policy.status = "allowed"

    def next_position(self, policies: Iterable[tables.CryptoPolicy]) -> int:
        """Return the order of a policy that is newer than all."""
        return max(policy.position for policy in policies) + 1

    def view(self, policy: tables.CryptoPolicy) -> Policy:
        """Return what people see of the policy."""
        return Policy(
            id=policy.id,
            version=policy.version,
            order=policy.position,
            status=policy.status,
            algorithm=policy.algorithm,
            kdf=policy.kdf,
            iterations=policy.iterations,
            tag_bits=policy.tag_bits,
            audience=policy.audience,
            deprecated=policy.deprecated_at is not None,
            created_at=policy.created_at,
            deprecated_at=policy.deprecated_at,
        )
