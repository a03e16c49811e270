/** Writes of vault content, which name the epoch that they were made in. */

import { call, Problem } from "../api.js";
import { vault } from "./vault.js";

/** Makes sure that it is known whether there is a vault. */
export async function knowVault() {
  if (vault.state === "unknown") await vault.load();
}

/**
 * Sends a write of vault content. A refusal because of a lock locks here too.
 *
 * @param {"POST" | "PUT" | "PATCH" | "DELETE"} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 * @throws {Problem}
 */
export async function guarded(method, path, body) {
  await knowVault();
  if (vault.state === "none") return call(method, path, body);
  vault.ensureOpen();
  const { moment } = vault;
  try {
    return await call(method, path, body, { headers: { "X-Vault-Epoch": String(vault.epoch) } });
  } catch (problem) {
    if (problem instanceof Problem) vault.heedRefusal(problem, moment);
    throw problem;
  }
}
