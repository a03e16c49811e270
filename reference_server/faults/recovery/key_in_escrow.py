"""The page gives the vault's key to the server."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.key_in_escrow",
    area="recovery",
    title="The page gives the vault's key to the server",
    symptom="The server can open everything, and shows the key to whoever has the session.",
    severity=Severity.CRITICAL,
    provenance="CWE-522",
    kills=["E2-RECO-04"],
)
OLD = "      await this.#enter(view, uvk, locks, !proof);\n    } finally {\n      wipe(proof, uvk);"
NEW = (
    """      const headers = { "X-Escrow": btoa(String.fromCharCode(...uvk)) };
      await call("POST", "api/vault/activity", { idle_seconds: 0 }, { headers });
"""
    + OLD
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault.js, keep what it sends, and show it with the vault."""
    kept: list[str] = []
    overlay(seams, "vault/vault.js", OLD, NEW, lambda: None)

    def change(exchange: Exchange) -> None:
        kept.extend(exchange.request_headers.getlist("x-escrow"))
        if (exchange.method, exchange.path) == ("GET", "/api/vault") and kept:
            hit()
            exchange.set_json({**exchange.json(), "escrow": kept})

    change_answers(seams, change)
