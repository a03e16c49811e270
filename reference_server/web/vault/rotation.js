/**
 * Renewing the vault's key: everything private is encrypted anew under a new UVK, and swapped in one step. Until that
 * step the old state is whole.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { Envelope, KeySet, Poll, PrivateItem, VaultView, Wrap } from "../types.js"
 */

import { call, Problem } from "../api.js";
import { toBase64url, wipe } from "./bytes.js";
import { noteSeen, writablePolicy } from "./contents.js";
import { Damaged } from "./damaged.js";
import { open, seal } from "./envelope.js";
import { guarded } from "./guarded.js";
import { KeyRing } from "./key-ring.js";
import { aesKey, fromUvk, newKey, newKid } from "./keys.js";
import { behindPassphrase } from "./passphrase.js";
import { prove } from "./proof.js";
import { vault } from "./vault.js";
import { unwrap, wrap } from "./wraps.js";

/** Characters of envelopes, and their number, in one request: as much as it may carry. */
const BATCH = { characters: 600_000, envelopes: 500 };

/**
 * Whose everything is, and under which policy: one for the whole rotation, whatever comes into force meanwhile.
 *
 * @typedef {{ userId: string, pol: string }} Sealing
 */

/**
 * @param {string} passphrase
 * @param {(done: number, total: number) => void} tell
 */
export async function rotate(passphrase, tell) {
  const { locks } = vault;
  const { view, proof, uvk } = await prove(passphrase);
  const next = newKey();
  try {
    const kid = newKid();
    const { items, seq } = await everythingPrivate();
    const policy = writablePolicy();
    const sealing = { userId: vault.userId, pol: policy.id };
    const prepare = { if_epoch: view.epoch, if_seq: seq, count: items.length, kid, pol: policy.id };
    const { rotation_id } = await guarded("POST", "api/vault/rotate/prepare", prepare);
    const ring = await KeyRing.of(view, vault.userId, uvk);
    const keys = await fromUvk(next, kid);
    await sendAnew(rotation_id, items, (item) => sealedAnew(item, ring, keys, sealing), tell);
    const wraps = await newWraps(view, uvk, next, kid, sealing);
    const behind = await behindPassphrase(passphrase, next, kid, policy);
    const commit = { rotation_id, proof: toBase64url(proof), ...behind, ...wraps };
    await vault.moveTo(next, locks, () => guarded("POST", "api/vault/rotate/commit", commit));
  } finally {
    wipe(proof, uvk, next);
  }
}

/** @returns {Promise<{items: PrivateItem[], seq: number}>} as of one number of the person's changes */
async function everythingPrivate() {
  /** @type {PrivateItem[]} */
  const items = [];
  let seq = 0;
  let more = true;
  while (more) {
    /** @type {Poll} */
    const answer = await call("GET", `api/sync/poll?since=${seq}`);
    for (const change of answer.changes) {
      if (!("mode" in change)) continue;
      noteSeen(change);
      if (change.mode === "private") items.push(change);
    }
    seq = answer.seq;
    more = answer.has_more;
  }
  return { items, seq };
}

/**
 * @param {string} rotationId
 * @param {PrivateItem[]} items
 * @param {(item: PrivateItem) => Promise<Envelope>} anew
 * @param {(done: number, total: number) => void} tell
 */
async function sendAnew(rotationId, items, anew, tell) {
  /** @type {Envelope[]} */
  let batch = [];
  let size = 0;
  let done = 0;
  const send = async () => {
    if (batch.length > 0)
      await guarded("POST", "api/vault/rotate/rewraps", { rotation_id: rotationId, envelopes: batch });
    done += batch.length;
    batch = [];
    size = 0;
    tell(done, items.length);
  };
  for (const item of items) {
    const weight = item.envelope.ct.length;
    if (size + weight > BATCH.characters || batch.length === BATCH.envelopes) await send();
    batch.push(await anew(item));
    size += weight;
  }
  await send();
}

/**
 * The same content at the same place under the next key. All of it is encrypted anew, because kid and policy are
 * authenticated along with the body too. What a forbidden policy keeps from being shown is renewed as well: this is
 * its way out.
 *
 * @param {PrivateItem} item
 * @param {KeyRing} ring
 * @param {KeySet} next
 * @param {Sealing} sealing
 * @returns {Promise<Envelope>}
 */
async function sealedAnew(item, ring, next, sealing) {
  try {
    const keys = ring.get(item.envelope.kid);
    if (!keys) throw new Damaged("key");
    return await seal(next, sealing, item, await open(keys, sealing.userId, item, item.envelope));
  } catch (problem) {
    if (!(problem instanceof Damaged)) throw problem;
    const where = `The keys are not renewed, because of an entry in your ${item.t} (${item.id}).`;
    throw Problem.ofPage("damaged", `${where} ${problem.message} Delete it there, and renew the keys again.`);
  }
}

/**
 * The old UVK inside of the new one, and where there are recovery codes, the new one behind them: the codes stay.
 *
 * @param {VaultView} view
 * @param {Bytes} uvk
 * @param {Bytes} next
 * @param {string} kid of the next one
 * @param {Sealing} owner
 * @returns {Promise<{uvk_wrap: Wrap, rk_wrap: Wrap | null, rk_uvk_wrap: Wrap | null}>}
 */
async function newWraps({ kid: before, wraps, recovery }, uvk, next, kid, owner) {
  const around = await aesKey(next);
  const uvkWrap = await wrap(around, uvk, { ...owner, kid: before }, "uvk", kid);
  if (!recovery) return { uvk_wrap: uvkWrap, rk_wrap: null, rk_uvk_wrap: null };
  const { set_id } = recovery;
  const kept = wraps.find((each) => each.by === "uvk" && each.kid === set_id && each.by_id === before);
  const rk = await unwrap(await aesKey(uvk), /** @type {Wrap} */ (kept), vault.userId);
  try {
    return {
      uvk_wrap: uvkWrap,
      rk_wrap: await wrap(await aesKey(rk), next, { ...owner, kid }, "rk", set_id),
      rk_uvk_wrap: await wrap(around, rk, { ...owner, kid: set_id }, "uvk", kid),
    };
  } finally {
    wipe(rk);
  }
}
