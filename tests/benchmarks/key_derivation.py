"""What a passphrase costs: PBKDF2 with the least rounds of the protocol, in the browser and by OpenSSL in turn.

`python -m tests.benchmarks.key_derivation [ROUNDS]`. The ratio says what the browser adds, the
seconds are those of this machine. Aims: at most 1.5 times OpenSSL, and at most 1 s.
"""

import hashlib
import sys
import time

from playwright.sync_api import Page, sync_playwright

from fixtures.devices.browsers import find_browser
from tests.benchmarks.rounds import measure, told, verdict

LEAST_ITERATIONS = 600_000  # protocol, section 6
RATIO_AIM, SECONDS_AIM = 1.5, 1.0

_DERIVE = """async (iterations) => {
    const bytes = new TextEncoder().encode("four blue horses run");
    const key = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
    const started = performance.now();
    const how = { name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(16), iterations };
    await crypto.subtle.deriveBits(how, key, 256);
    return (performance.now() - started) / 1000;
}"""


def by_openssl() -> float:
    """Derive once and return the seconds."""
    started = time.perf_counter()
    hashlib.pbkdf2_hmac("sha256", b"four blue horses run", bytes(16), LEAST_ITERATIONS)
    return time.perf_counter() - started


def in_browser(page: Page) -> float:
    """Derive once in the page and return the seconds."""
    seconds: float = page.evaluate(_DERIVE, LEAST_ITERATIONS)
    return seconds


def main(rounds: int = 10) -> int:
    """Measure, print, and return 0 when the aims were met."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**find_browser().launch_options())
        page = browser.new_page()
        # WebCrypto is there in secure contexts only; loopback is one, and nothing needs to answer.
        page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto("http://127.0.0.1:9/")
        found = measure(rounds, {"browser": lambda: in_browser(page), "openssl": by_openssl})
        browser.close()
    print(f"browser, s {told(found.seconds['browser'])}; OpenSSL, s {told(found.seconds['openssl'])}")
    ratios = found.ratios("browser", "openssl")
    print(f"ratio {told(ratios)}")
    return max(
        verdict("seconds in the browser", found.typical("browser"), SECONDS_AIM),
        verdict("ratio to OpenSSL", sorted(ratios)[len(ratios) // 2], RATIO_AIM),
    )


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
