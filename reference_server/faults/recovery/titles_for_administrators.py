"""Titles of private entries are there for administrators."""

from urllib.parse import unquote

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.titles_for_administrators",
    area="recovery",
    title="Titles of private entries are there for administrators",
    symptom="What is said to be encrypted can be read in the product's health report.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/desktop/issues/1313",
    rows=["E-01"],
    kills=["E2-RECO-04"],
)
WRITE = 'const headers = { ...options.headers, "X-Vault-Epoch": String(vault.epoch) };'
TELLING = WRITE.replace("};", ', "X-Title": encodeURIComponent(globalThis.written ?? "") };')
SEAL = "  const ring = vault.ensureOpen();\n  const owner"
NOTING = "  globalThis.written = content.title;\n" + SEAL


def apply(seams: Seams, hit: Hit) -> None:
    """Alter guarded.js and contents.js, keep the titles that it sends, and show them in the health report."""
    titles: list[str] = []
    overlay(seams, "vault/guarded.js", WRITE, TELLING, lambda: None)
    overlay(seams, "vault/contents.js", SEAL, NOTING, lambda: None)

    def change(exchange: Exchange) -> None:
        titles.extend(filter(None, map(unquote, exchange.request_headers.getlist("x-title"))))
        if exchange.path == "/api/health" and titles:
            hit()
            exchange.set_json({**exchange.json(), "last_written": titles})

    change_answers(seams, change)
