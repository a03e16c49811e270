"""Signing out only leaves the page."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.sign_out_in_page_only",
    area="auth",
    title="Signing out only leaves the page",
    symptom="The sign-in page appears, and the session is as alive as before.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["CP-AUTH-04"],
)
OLD = """  await endSession();
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter page.js."""
    overlay(seams, "page.js", OLD, NEW, hit)
