"""A fake product in front of the doctor."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fixtures.api.http import new_http
from fixtures.people.ledger import Ledger
from fixtures.target.profiles import Profile, Target
from qa.doctor.patient import Patient
from tests.qa.fake_product import FakeProduct, fake_product

PatientOf = Callable[..., Patient]


@pytest.fixture
def product() -> Iterator[FakeProduct]:
    """A product that is well."""
    with fake_product() as product:
        yield product


@pytest.fixture
def patient_of(tmp_path: Path) -> Iterator[PatientOf]:
    """Make the target at a URL a patient, with a profile that allows what is given."""
    with new_http() as http:

        def make(url: str, prometheus: str | None = None, instance: str | None = None, **profile: Any) -> Patient:
            if instance:
                profile["prometheus"] = {"url": prometheus, "instance": instance}
            made = Profile.model_validate({"name": "fake", "kind": "url", "url": url, **profile})
            return Patient(
                Target(profile=made, url=url, prometheus=prometheus), http, Ledger(tmp_path / "people.jsonl")
            )

        yield make
