"""What lies between here and the target: its clock, its certificate, and what must not get out."""

import re
import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpx

from fixtures.people.admission import skew_in_words
from fixtures.target.answers import ANSWER_WITHIN_S, TOLERATED_SKEW_S, Answer, asked, clock_skew
from qa.doctor.check import Check
from qa.doctor.patient import Patient

ENOUGH = timedelta(days=14)
RENEW = "renew the certificate"
HTTPS = 443
METRIC = re.compile(r"^(# (HELP|TYPE) |passion_\w+)", re.MULTILINE)


def clock(patient: Patient) -> Check:
    """Compare the target's clock with ours."""
    headers = asked(patient.http, patient.target, "/api/health/live").headers
    skew = clock_skew(headers)
    if skew is None:
        told = f"sends `Date: {headers['date']}`" if "date" in headers else "does not say what time it has"
        return Check("clock", "unknown", f"the target {told}", "let the server send `Date` as HTTP has it")
    if abs(skew) > TOLERATED_SKEW_S:
        found = f"its clock is {skew_in_words(Answer({}, skew))}"
        return Check("clock", "failed", found, "set both clocks by a time server (NTP)")
    return Check("clock", "ok", f"within {TOLERATED_SKEW_S:.0f} s of ours")


def tls(patient: Patient) -> Check:
    """Look at the certificate as a browser does."""
    url = httpx.URL(patient.target.url)
    if url.scheme == "https":
        return certificate(url.host, url.port or HTTPS, ssl.create_default_context())
    if is_loopback(url.host):
        return Check("tls", "not applicable", "plain http, on loopback")
    return Check("tls", "failed", f"plain http to {url.host}: anybody on the way can read it", "serve https")


def metrics(patient: Patient) -> Check:
    """Ask for /metrics as a stranger does, without the profile's headers: it is for the Prometheus inside alone."""
    what, url = "metrics/closed", patient.target.address("/metrics")
    if is_loopback(httpx.URL(url).host):
        return Check(what, "not applicable", "on loopback, nobody outside can ask")
    answer = patient.http.get(url, timeout=ANSWER_WITHIN_S)
    if answer.is_server_error:
        return Check(what, "unknown", f"/metrics answers {answer.status_code}", "look why, then ask again")
    if answer.is_success and METRIC.search(answer.text):
        found = "/metrics is open: everybody reads which routes are called how often, and how many sign-ins fail"
        return Check(what, "failed", found, "let the reverse proxy answer 404 there; Prometheus asks inside")
    return Check(what, "ok", f"a stranger is answered {answer.status_code}, without metrics")


def is_loopback(host: str) -> bool:
    """Say whether nothing that is sent there leaves this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def certificate(host: str, port: int, trusted: ssl.SSLContext) -> Check:
    """Check chain, host name and remaining days of a certificate."""
    try:
        with (
            socket.create_connection((host, port), timeout=ANSWER_WITHIN_S) as plain,
            trusted.wrap_socket(plain, server_hostname=host) as line,
        ):
            ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str((line.getpeercert() or {})["notAfter"])), UTC)
    except ssl.SSLCertVerificationError as error:
        return Check("tls", "failed", error.verify_message, f"{RENEW}, for this host, with its whole chain")
    except OSError as error:
        return Check("tls", "failed", f"no TLS connection ({type(error).__name__})", "serve https at this address")
    left = ends - datetime.now(UTC)
    if left < ENOUGH:
        return Check("tls", "failed", f"the certificate ends in {left.days} days", f"{RENEW} (at least 14 days)")
    return Check("tls", "ok", f"chain and host name are right, {left.days} days left")
