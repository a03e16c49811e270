"""Texts come back in another Unicode form."""

import unicodedata
from collections.abc import Callable

from reference_server.contract.items import Item
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="privacy.text_normalised",
    area="privacy",
    title="Texts come back in another Unicode form",
    symptom="A name with an accent is no longer the name that was written.",
    severity=Severity.MINOR,
    provenance="CWE-176",
    kills=["FE-PRIV-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Show bodies composed."""

    @wrap(seams.services.item_views, "item")
    def item(original: Callable[..., Item], item: tables.Item) -> Item:
        shown = original(item)
        body = shown.body and unicodedata.normalize("NFC", shown.body)
        if body != shown.body:
            hit()
        return shown.model_copy(update={"body": body})
