/**
 * Writes of vault content, which name the epoch that they were made in.
 *
 * @import { CallOptions } from "../api.js"
 */

import { call, Problem } from "../api.js";
import { vault } from "./vault.js";

/** Makes sure that it is known whether there is a vault. */
export async function knowVault() {
  if (vault.state === "unknown") await readVault();
}

/** Reads the vault anew: without the server, as it was when this device last heard of it. */
export async function readVault() {
  try {
    await vault.load();
  } catch (problem) {
    const unreached = problem instanceof Problem && problem.status === 0;
    if (!unreached || !(await recall())) throw problem;
  }
}

/**
 * Goes by what this device last heard of the vault.
 *
 * @returns {Promise<boolean>} whether it has heard of it
 */
export async function recall() {
  const view = await vault.memory?.vault();
  if (view === undefined) return false;
  vault.view = view;
  await vault.policies?.recall();
  vault.heedFacts(view && { ...view, reason: null }, vault.moment);
  return true;
}

/**
 * Refuses what the server would refuse: to write vault content while the vault is locked.
 *
 * @throws {Problem}
 */
export async function requireOpen() {
  await knowVault();
  if (vault.state !== "none") vault.ensureOpen();
}

/**
 * Sends a write of vault content. A refusal because of a lock locks here too.
 *
 * @param {"POST" | "PUT" | "PATCH" | "DELETE"} method
 * @param {string} path
 * @param {object} [body]
 * @param {CallOptions} [options]
 * @returns {Promise<any>}
 * @throws {Problem}
 */
export async function guarded(method, path, body, options = {}) {
  await requireOpen();
  if (vault.state === "none") return call(method, path, body, options);
  const { moment } = vault;
  const headers = { ...options.headers, "X-Vault-Epoch": String(vault.epoch) };
  try {
    return await call(method, path, body, { ...options, headers });
  } catch (problem) {
    if (problem instanceof Problem) vault.heedRefusal(problem, moment);
    throw problem;
  }
}
