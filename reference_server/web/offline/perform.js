/**
 * Doing what a person asks for: by the server at once where it can be reached, else on this device, until it can.
 *
 * @import { Operation } from "../types.js"
 */

import { call, leaveForSignIn, Problem } from "../api.js";
import { noteRevisions, sync } from "../sync.js";
import { guarded, requireOpen } from "../vault/guarded.js";
import { isVaultContent, kindOf, verbOf } from "./fold.js";
import { habitOn } from "./habits.js";
import { requireLimits } from "./limits.js";
import { requireWhole } from "./lineage.js";
import { network } from "./network.js";
import { isOnItsWay, isUndecided, newOperation } from "./operation.js";
import { replica } from "./replica.js";
import { requestOf } from "./requests.js";

/** Milliseconds after which what somebody did is kept here rather than waited for: the server may have it, or not. */
const PATIENCE = 10_000;
/** No answer, or a gateway's instead of the server's: nobody knows what became of it, so it is sent again under its name. */
const UNHEARD = [0, 502, 503, 504];

/**
 * @param {Parameters<typeof newOperation>[0]} wish
 * @returns {Promise<any>} the thing as it is by now, `pending` when the server has not heard of it
 * @throws {Problem}
 */
export async function perform(wish) {
  const op = newOperation(wish);
  await replica.hold(kindOf(op));
  requireWhole(op);
  const waits = replica.ops.some((other) => isOnItsWay(other) || (other.id === op.id && isUndecided(other)));
  if (!network.reached || waits) return keep(op);
  const answer = await sendAlone(op);
  return answer ? answer.view : keepSent(op);
}

/**
 * A confirmation, with what a person has to know where the server has not heard of it.
 *
 * @param {string} sentence
 * @param {{ pending?: string | undefined } | undefined | null} thing as `perform` gave it
 */
export function told(sentence, thing) {
  return thing?.pending ? `${sentence} It is kept on this device until it can be sent.` : sentence;
}

/**
 * @param {Operation} op
 * @returns {Promise<{ view: any } | undefined>} nothing when the server may not have heard of it
 */
async function sendAlone(op) {
  const { method, path, body } = requestOf(op);
  const options = { headers: { "Idempotency-Key": op.op_id }, stay: true, patience: PATIENCE };
  try {
    const send = isVaultContent(op) ? guarded : call;
    const view = await send(method, path, body, options);
    await replica.note({ put: [{ ...op, state: "done", seq: view?.seq ?? null }] });
    noteRevisions(view ? [view] : []);
    sync.soon();
    return { view };
  } catch (problem) {
    if (problem instanceof Problem && UNHEARD.includes(problem.status)) return undefined;
    if (problem instanceof Problem && problem.type === "signed-out") {
      await keepSent(op);
      return leaveForSignIn();
    }
    throw problem;
  }
}

/**
 * Keeps an operation on this device until the server has judged it.
 *
 * @param {Operation} op
 */
async function keep(op) {
  if (isVaultContent(op)) await requireOpen();
  return keepSent(op);
}

/**
 * Keeps an operation that the server may have heard of: it was judged here before, and a lock has come too late for it.
 *
 * @param {Operation} op
 */
async function keepSent(op) {
  requireLimits(op);
  requireKnown(op);
  await replica.change({ put: [op] });
  sync.soon();
  return shown(op);
}

/**
 * Refuses what would have to be done to something that this device has not heard of.
 *
 * @param {Operation} op
 */
function requireKnown(op) {
  if (verbOf(op) === "create" || op.before || replica.get(kindOf(op), op.id)) return;
  throw Problem.ofPage(
    "not-here",
    "This device has not heard enough of it to change it. Try again once you are online.",
  );
}

/**
 * @param {Operation} op
 * @returns {any} of a deleted thing, only that it is pending
 */
function shown(op) {
  const t = kindOf(op);
  if (verbOf(op) === "delete") return { pending: "waiting" };
  const row = replica.get(t, op.args.envelope?.id ?? op.args.id ?? op.id);
  if (t !== "habits" || !row) return row;
  return habitOn(row, op.args.local_date ?? op.args.date);
}
