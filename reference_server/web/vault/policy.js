/**
 * What this client accepts, whatever a server says (protocol, section 6).
 *
 * @import { KeyDerivation, Policy } from "../types.js"
 */

import { Problem } from "../api.js";

const FLOOR = { algorithm: "AES-256-GCM", kdf: "PBKDF2-HMAC-SHA256", iterations: 600_000, tag_bits: 128 };
/** More would keep a browser busy for minutes: no honest server asks for it. */
const CEILING = 10_000_000;

/**
 * @param {Policy} policy
 * @throws {Problem}
 */
export function requireFloor(policy) {
  const { algorithm, kdf, iterations, tag_bits } = policy;
  const meets = algorithm === FLOOR.algorithm && tag_bits === FLOOR.tag_bits;
  if (!meets) throw refused();
  requireDerivation({ algorithm: kdf, iterations });
}

/**
 * @param {Pick<KeyDerivation, "algorithm" | "iterations">} kdf
 * @throws {Problem}
 */
export function requireDerivation({ algorithm, iterations }) {
  const meets = algorithm === FLOOR.kdf && iterations >= FLOOR.iterations && iterations <= CEILING;
  if (!meets) throw refused();
}

/**
 * @param {Policy} policy
 * @param {number} highest order that this device has seen
 * @throws {Problem}
 */
export function requireNoStepBack({ order }, highest) {
  if (order >= highest) return;
  throw Problem.ofPage(
    "policy-older",
    "The server names an older encryption policy than this device has already seen. Nothing is encrypted under it.",
  );
}

function refused() {
  return Problem.ofPage(
    "policy-weak",
    "The server asks for weaker encryption than this version accepts. Nothing was encrypted or sent.",
  );
}
