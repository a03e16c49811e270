/** The sign-in page: why a sign-in failed, and where to go after the next one. */

const REASONS = new Map([
  ["state-mismatch", "This sign-in did not start in this browser, so it was refused. Please sign in again."],
  ["attempt-expired", "This sign-in took too long and has expired. Please sign in again."],
  ["attempt-used", "This sign-in was already used once. Please sign in again."],
  ["provider-refused", "The provider did not sign you in. Please try again, or choose another one."],
  ["email-unverified", "The provider has not verified your e-mail address. Verify it there first, then sign in again."],
]);
const OTHERWISE = "Signing in did not work. Please try again.";

const query = new URLSearchParams(location.search);

const problem = query.get("problem");
if (problem !== null) {
  const alert = /** @type {HTMLElement} */ (document.querySelector("[role=alert]"));
  alert.textContent = REASONS.get(problem) ?? OTHERWISE;
  alert.hidden = false;
}

const address = query.get("return_to");
for (const input of document.querySelectorAll("input")) {
  input.disabled = address === null;
  input.value = address ?? "";
}

document.documentElement.dataset.ready = "true";
