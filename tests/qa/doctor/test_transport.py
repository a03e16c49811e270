"""Clock and certificate: what is right, what is wrong, and what is not shown."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Thread

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from qa.doctor.transport import certificate, clock, metrics, tls
from tests.qa.doctor.conftest import PatientOf
from tests.qa.fake_product import WELL, Answer, FakeProduct

LIVE = "/api/health/live"


@pytest.mark.parametrize(("seconds", "found"), [(-30, "s behind ours"), (30, "s ahead of ours")])
def test_a_clock_that_is_off_is_told(patient_of: PatientOf, product: FakeProduct, seconds: int, found: str) -> None:
    there = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
    product.answers[LIVE] = Answer(WELL, headers={"Date": there})

    check = clock(patient_of(product.url))

    assert check.state == "failed"
    assert found in check.found


def test_a_clock_that_is_right_is_well(patient_of: PatientOf, product: FakeProduct) -> None:
    assert clock(patient_of(product.url)).state == "ok"


@pytest.mark.parametrize("date", ["today", "", "Sun, 99 Nov 2026 08:00:00 GMT", "Sun, 29 Nov 9999999999 08:00:00 GMT"])
def test_a_time_that_cannot_be_read_shows_nothing(patient_of: PatientOf, product: FakeProduct, date: str) -> None:
    product.answers[LIVE] = Answer(WELL, headers={"Date": date})

    check = clock(patient_of(product.url))

    assert (check.state, check.found) == ("unknown", f"the target sends `Date: {date}`")
    assert check.todo


def test_a_time_without_a_zone_is_utc(patient_of: PatientOf, product: FakeProduct) -> None:
    there = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S -0000")
    product.answers[LIVE] = Answer(WELL, headers={"Date": there})

    assert clock(patient_of(product.url)).state == "ok"


def test_plain_http_is_for_loopback_alone(patient_of: PatientOf) -> None:
    states = {url: tls(patient_of(url)).state for url in ("http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9")}

    assert set(states.values()) == {"not applicable"}
    check = tls(patient_of("http://staging.example.test"))
    assert (check.state, check.todo) == ("failed", "serve https")
    assert "plain http to staging.example.test" in check.found


@pytest.mark.parametrize(
    ("answer", "state", "found"),
    [
        (httpx.Response(200, text="# HELP python_info …\n# TYPE python_info gauge\n"), "failed", "/metrics is open"),
        (httpx.Response(200, text='passion_http_requests_total{code="200"} 7\n'), "failed", "/metrics is open"),
        (httpx.Response(200, text="<html>Sign in</html>"), "ok", "answered 200, without metrics"),
        (httpx.Response(404), "ok", "answered 404"),
        (httpx.Response(302, headers={"location": "https://access.test"}), "ok", "answered 302"),
        (httpx.Response(502), "unknown", "answers 502"),
    ],
)
def test_metrics_are_closed_to_strangers(
    patient_of: PatientOf, monkeypatch: pytest.MonkeyPatch, answer: httpx.Response, state: str, found: str
) -> None:
    monkeypatch.setenv("ACCESS_ID", "open-sesame-4711")
    asked: list[httpx.Request] = []

    def answered(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answer

    patient = patient_of("https://staging.test/new", headers={"X-Access": {"env": "ACCESS_ID"}})
    with httpx.Client(transport=httpx.MockTransport(answered)) as http:
        check = metrics(replace(patient, http=http))

    assert (check.what, check.state) == ("metrics/closed", state)
    assert found in check.found
    assert bool(check.todo) == (state != "ok")
    assert [str(each.url) for each in asked] == ["https://staging.test/new/metrics"]
    assert "x-access" not in asked[0].headers


def test_on_loopback_there_is_no_stranger(patient_of: PatientOf, product: FakeProduct) -> None:
    assert metrics(patient_of(product.url)).state == "not applicable"
    assert product.asked == []


class Authority:
    """Signs certificates for a server of this test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test's own")])
        own = self._about(self.name, self.key, 365).add_extension(x509.BasicConstraints(True, 0), critical=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(own.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    @property
    def trusted(self) -> ssl.SSLContext:
        """A client's context that trusts it."""
        return ssl.create_default_context(cafile=str(self.file))

    def serve(self, address: str, days: float) -> ssl.SSLContext:
        """Return the context of a server whose certificate is for an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")])
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        made = self._about(name, key, days).add_extension(names, critical=False).sign(self.key, hashes.SHA256())
        file = self.folder / f"{address}-{days}.pem"
        no_password = serialization.NoEncryption()
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password)
        file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _about(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, days: float) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=400))
            .not_valid_after(now + timedelta(days=days))
        )


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def met(listener: socket.socket, context: ssl.SSLContext) -> int:
    """Answer one client with this certificate; return the port."""

    def greet() -> None:
        plain, _ = listener.accept()
        try:
            context.wrap_socket(plain, server_side=True).close()
        except OSError:
            plain.close()

    Thread(target=greet, daemon=True).start()
    port: int = listener.getsockname()[1]
    return port


@pytest.mark.parametrize(
    ("address", "days", "state", "found"),
    [
        ("127.0.0.1", 90.5, "ok", "90 days left"),
        ("127.0.0.1", 13.5, "failed", "ends in 13 days"),
        ("127.0.0.1", 14.5, "ok", "14 days left"),
        ("127.0.0.1", -1, "failed", "expired"),
        ("10.0.0.1", 90, "failed", "not valid for '127.0.0.1'"),
    ],
)
def test_a_certificate_is_looked_at_as_a_browser_does(
    authority: Authority, listener: socket.socket, address: str, days: float, state: str, found: str
) -> None:
    check = certificate("127.0.0.1", met(listener, authority.serve(address, days)), authority.trusted)

    assert check.state == state
    assert found in check.found
    assert bool(check.todo) == (state == "failed")


def test_a_certificate_that_nobody_vouches_for_is_refused(authority: Authority, listener: socket.socket) -> None:
    port = met(listener, authority.serve("127.0.0.1", 90))

    check = certificate("127.0.0.1", port, ssl.create_default_context())

    assert (check.state, check.todo) == ("failed", "renew the certificate, for this host, with its whole chain")


def test_what_speaks_no_tls_is_told(authority: Authority, product: FakeProduct) -> None:
    check = certificate("127.0.0.1", product.server_port, authority.trusted)

    assert check.state == "failed"
    assert check.found.startswith("no TLS connection (")
