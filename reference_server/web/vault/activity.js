/** What the server is told of a person's activity: only that carries an open vault on. */

import { call, Problem } from "../api.js";

/**
 * @param {{ moment: number, heedRefusal: (problem: Problem, moment: number) => void }} vault that may turn out to be locked
 * @param {number} idleSeconds since somebody was active
 */
export async function reportActivity(vault, idleSeconds) {
  const { moment } = vault;
  try {
    await call("POST", "api/vault/activity", { idle_seconds: idleSeconds });
  } catch (problem) {
    if (problem instanceof Problem) vault.heedRefusal(problem, moment);
  }
}
