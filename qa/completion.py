"""What the shell offers for a word that is half typed; a mistake in a file offers nothing, and the command tells it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from qa.errors import UserError


def cases(incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer case ids with their titles, then areas and groups."""
    from fixtures.catalogue.cases import CatalogueError, load_catalogue
    from qa.catalogue import CATALOGUE

    with suppress(CatalogueError):
        catalogue = load_catalogue(CATALOGUE)
        areas = dict.fromkeys(case.area for case in catalogue.cases)
        offers = [(case.id, case.title) for case in catalogue.cases]
        offers += [(area, f"the area {area}") for area in areas]
        offers += [(name, group.title) for name, group in catalogue.groups.items()]
        yield from (offer for offer in offers if offer[0].lower().startswith(incomplete.lower()))


def targets(incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer the profiles of targets.yaml."""
    from qa.profiles import read_profiles

    with suppress(UserError):
        for profile in read_profiles(Path("targets.yaml")):
            if profile.name.startswith(incomplete):
                yield profile.name, profile.url or "started for the run"


def policies(incomplete: str) -> Iterator[str]:
    """Offer the policies of this project."""
    from reports.gates.policy import names

    yield from (name for name in names() if name.startswith(incomplete))
