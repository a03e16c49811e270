/**
 * Sending the queue: one tab at a time, in order, and nothing leaves it before the server's result is kept here.
 *
 * @import { Operation, PushResult } from "../types.js"
 */

import { call, Problem } from "../api.js";
import { vault } from "../vault/vault.js";
import { settleConflicts } from "./conflicts.js";
import { isVaultContent } from "./fold.js";
import { noteBroken } from "./lineage.js";
import { idsOf, isOnItsWay, isUndecided } from "./operation.js";
import { replica } from "./replica.js";
import { pushed } from "./requests.js";
import { sendWords } from "./words.js";

/** Operations in one push, and bytes of them: as much as a request may carry. */
const MOST = { operations: 100, bytes: 800_000 };
/** Milliseconds after which a network is given up that is gone without anybody's noticing. */
const PATIENCE = 60_000;
/** How often in a row the server may ask for another number before this is left to the next time. */
const RENUMBERINGS = 3;

/**
 * What became of a push. Locked: the vault is, as this page now knows, and the rest goes on. Apart: one operation is at
 * fault, and each is to go by itself.
 *
 * @typedef {"told" | "renumbered" | "locked" | "apart" | "stop"} Came
 */

const PARKED = /** @type {const} */ ("parked");
const WAITING = /** @type {const} */ ("waiting");

/**
 * Sends what can be sent now.
 *
 * @returns {Promise<boolean>} whether the server was told anything
 * @throws {Problem} when it could not be told: all of it is still in the queue
 */
export async function drain() {
  return navigator.locks.request(`outbox-${replica.userId}`, async () => {
    await replica.readOps();
    let told = false;
    let renumberings = 0;
    let most = MOST.operations;
    while (renumberings < RENUMBERINGS) {
      await noteBroken();
      await settleConflicts();
      const batch = nextBatch(replica.ops, most);
      if (batch.length === 0) break;
      const came = await push(batch);
      if (came === "stop") break;
      if (came === "apart") most = 1;
      renumberings = came === "renumbered" ? renumberings + 1 : 0;
      told = true;
    }
    return told;
  });
}

/**
 * What is sent next: no operation before an earlier one of the same thing is settled, because the later one builds on it.
 *
 * @param {Operation[]} ops
 * @param {number} most
 * @returns {Operation[]}
 */
function nextBatch(ops, most) {
  const blocked = new Set();
  const batch = [];
  const ids = new Set();
  let size = 0;
  for (const op of inOrder(ops)) {
    const about = idsOf(op);
    if (!isSendable(op) || about.some((id) => blocked.has(id)) || waitsForVault(op)) {
      for (const id of about) blocked.add(id);
      continue;
    }
    const length = new TextEncoder().encode(JSON.stringify(op.args)).length;
    const full = batch.length === most || size + length > MOST.bytes;
    if (about.some((id) => ids.has(id)) || (batch.length > 0 && full)) break;
    for (const id of about) ids.add(id);
    batch.push(op);
    size += length;
  }
  return batch;
}

/**
 * Those that were sent before come first, under the numbers that they had: nobody knows what became of them. Those that
 * keep later ones back are among the rest.
 *
 * @param {Operation[]} ops
 */
function inOrder(ops) {
  const wasSent = (/** @type {Operation} */ op) => op.n !== null && isSendable(op);
  const keptBack = ops.filter((op) => !wasSent(op) && (isOnItsWay(op) || isUndecided(op)));
  return [...ops.filter(wasSent), ...keptBack];
}

/** @param {Operation} op */
function isSendable({ state }) {
  return state === "waiting" || state === "sent";
}

function isOpen() {
  return vault.state === "none" || vault.state === "unlocked";
}

/**
 * @param {Operation} op
 * @returns {boolean} whether its person has to unlock the vault before it can be sent
 */
export function waitsForVault(op) {
  return isVaultContent(op) && !isOpen();
}

/**
 * @param {Operation[]} batch
 * @returns {Promise<Came>}
 */
async function push(batch) {
  await number(batch);
  const { moment } = vault;
  /** @type {Record<string, string>} */
  const headers = vault.state === "unlocked" ? { "X-Vault-Epoch": String(vault.epoch) } : {};
  const body = { person: replica.userId, device: replica.device, ops: batch.map(pushed) };
  try {
    const { results, last_n } = await call("POST", "api/sync/push", body, { headers, patience: PATIENCE });
    await settle(batch, results, last_n);
    return "told";
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return refused(batch, problem, moment);
  }
}

/** @param {Operation[]} batch */
async function number(batch) {
  let next = Math.max((await replica.meta("last_n")) ?? 0, ...replica.ops.map(({ n }) => n ?? 0)) + 1;
  const put = batch.map((op) => {
    const n = op.n ?? next;
    if (op.n === null) next += 1;
    return Object.assign(op, { n, state: "sent", tries: op.tries + 1 });
  });
  await replica.note({ put });
}

/**
 * @param {Operation[]} batch
 * @param {PushResult[]} results
 * @param {number} lastN
 */
async function settle(batch, results, lastN) {
  const known = new Map(results.map((result) => [result.op_id, result]));
  const drop = batch.filter(({ op_id, tries }) => known.get(op_id)?.status === "duplicate" && tries > 1);
  const put = batch.filter((op) => !drop.includes(op)).map((op) => outcome(op, known.get(op.op_id)));
  await replica.note({ put, drop, meta: { last_n: lastN } });
  void sendWords(put.filter(({ state }) => state === "done"));
}

/**
 * @param {Operation} op
 * @param {PushResult | undefined} result none when the server has stopped before it
 * @returns {Operation}
 */
function outcome(op, result) {
  // What was never sent before has no result: its number belongs to something that is long forgotten here.
  if (!result || result.status === "duplicate") return { ...op, state: "waiting", n: null };
  if (result.status === "applied") return { ...op, state: "done", seq: result.seq };
  if (result.status === "conflict") return { ...op, state: "conflict", current: result.current };
  return { ...op, state: "parked", problem: result.problem };
}

/**
 * @param {Operation[]} batch
 * @param {Problem} problem
 * @param {number} moment of the vault when the batch was sent
 * @returns {Promise<Came>}
 * @throws {Problem} where it is worth to try the same again later
 */
async function refused(batch, problem, moment) {
  const { status, type, facts } = problem;
  if (type === "out-of-order") {
    const put = replica.ops.filter(({ n }) => n !== null).map((op) => ({ ...op, n: null, state: backInLine(op) }));
    await replica.change({ put, meta: { last_n: facts.last_n ?? 0 } });
    return "renumbered";
  }
  if (status === 423) {
    vault.heedRefusal(problem, moment);
    await replica.change({ put: batch.map((op) => ({ ...op, n: null, state: "waiting" })) });
    return isOpen() ? "stop" : "locked";
  }
  if (isWorthAnotherTry(status)) throw problem;
  // The server does not even look at it: whichever is at fault is set aside once it goes by itself.
  const alone = batch.length === 1;
  const back = { n: null, ...(alone ? { state: PARKED, problem: facts } : { state: WAITING }) };
  await replica.change({ put: batch.map((op) => ({ ...op, ...back })) });
  return "apart";
}

/**
 * Whether a refusal is about the moment or about who asks, and not about what is sent.
 *
 * @param {number} status
 */
function isWorthAnotherTry(status) {
  return [0, 401, 403, 408, 429].includes(status) || status >= 500;
}

/**
 * @param {Operation} op
 * @returns {Operation["state"]}
 */
function backInLine({ state }) {
  return state === "sent" ? "waiting" : state;
}
