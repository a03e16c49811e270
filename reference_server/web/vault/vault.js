/**
 * The vault, as every page sees it: whether it is open, what opens and seals private items, and how it is locked. Keys
 * live in this module's memory and nowhere else.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { PendingLock } from "./memory.js"
 * @import { Phase } from "./lock-order.js"
 * @import { Content, Item, ItemType, LockReason, Policy, Poll, PrivateItem, Tombstone } from "../types.js"
 * @import { VaultFacts, VaultView, Wrap } from "../types.js"
 */

import { lockedInWords } from "../advice.js";
import { call, Problem } from "../api.js";
import { fromBase64url, toBase64url, wipe } from "./bytes.js";
import { Channel } from "./channel.js";
import { Damaged } from "./damaged.js";
import { open, seal } from "./envelope.js";
import { Idle } from "./idle.js";
import { KeyRing } from "./key-ring.js";
import { fromPassphrase } from "./keys.js";
import { LockOrder } from "./lock-order.js";
import { DeviceMemory } from "./memory.js";
import { requireDerivation } from "./policy.js";
import { PolicyBook } from "./policy-book.js";
import { unwrap } from "./wraps.js";

/** Fires "change" whenever anything told here is otherwise, "unlocked" and "locked". */
class Vault extends EventTarget {
  /** @type {"unknown" | "none" | "locked" | "unlocked"} */
  state = "unknown";
  /** @type {LockReason | null} why it is locked; null where this page alone has not opened it yet */
  reason = null;
  epoch = 0;
  userId = "";
  /** @type {VaultView | null} as the server last gave it; what it says of locks is older than `state` */
  view = null;
  /** Counts openings, so that an answer to an earlier question can be told. */
  moment = 0;
  /** Counts locks, so that what began before one does not end in an open vault. */
  locks = 0;

  #order = new LockOrder();
  /** @type {KeyRing | undefined} */
  #ring;
  #moving = 0;
  /** @type {DeviceMemory | undefined} */
  #memory;
  /** @type {Channel | undefined} */
  #channel;
  /** @type {PolicyBook | undefined} known from `start` on */
  policies;
  #idle = new Idle(() => this.view?.auto_lock_minutes ?? 1, {
    expire: () => void this.lock("inactivity"),
    share: (at) => this.#channel?.tell({ kind: "activity", at }),
    report: (idleSeconds) => void this.#reportActivity(idleSeconds),
  });

  constructor() {
    super();
    this.#order.add("keys", () => this.#forgetKeys());
    // The page may be kept by the browser and never run again; nobody is told, for other tabs may go on.
    addEventListener("pagehide", () => this.#forgetKeys());
  }

  /**
   * Begins to be one person's vault.
   *
   * @param {string} userId
   */
  async start(userId) {
    if (this.userId) return;
    this.userId = userId;
    this.#memory = await DeviceMemory.of(userId);
    this.policies = new PolicyBook(this.#memory);
    this.#channel = new Channel(userId, (message) => {
      if (message.kind === "activity") this.#idle.heard(message.at);
      else void this.#lockHere(message.reason, () => {});
    });
  }

  /** The kid of the active key, while the vault is open. */
  get kid() {
    return this.#ring?.active.kid ?? null;
  }

  /** @returns {Policy | undefined} the current policy for the person, whether or not this client accepts it */
  get policy() {
    return this.policies?.current;
  }

  /**
   * @returns {Policy} what new encryptions are made under
   * @throws {Problem} where the server's is not acceptable
   */
  get writablePolicy() {
    return /** @type {PolicyBook} */ (this.policies).writable();
  }

  /**
   * Throws unless the vault is open at this very moment. Time that has run out unnoticed locks it now.
   *
   * @throws {Problem}
   */
  ensureOpen() {
    this.#idle.check();
    if (this.#ring) return this.#ring;
    throw new Problem({ type: "/problems/vault-locked", status: 423, detail: lockedInWords(this.reason) });
  }

  /**
   * @param {PrivateItem} item
   * @returns {Promise<Content>}
   * @throws {Damaged}
   * @throws {Problem} when the vault is locked
   */
  async open(item) {
    const ring = this.ensureOpen();
    await this.policies?.requireReadable(item.envelope.pol);
    const keys = ring.get(item.envelope.kid);
    if (!keys) throw new Damaged("key");
    const content = await open(keys, this.userId, item, item.envelope);
    this.ensureOpen();
    return content;
  }

  /**
   * @param {ItemType} t
   * @param {string} id
   * @param {number} rev
   * @param {Content} content
   * @throws {Problem} when the vault is locked, or the server's policy is not acceptable
   */
  async seal(t, id, rev, content) {
    const ring = this.ensureOpen();
    const pol = this.writablePolicy.id;
    const envelope = await seal(ring.active, { userId: this.userId, pol }, { t, id, rev }, content);
    this.ensureOpen();
    return envelope;
  }

  /**
   * Opens the vault with a passphrase.
   *
   * @param {string} passphrase
   * @throws {Problem}
   */
  async unlock(passphrase) {
    const { locks } = this;
    const { view, uvk } = await this.prove(passphrase);
    try {
      await this.#enter(view, uvk, locks);
    } finally {
      wipe(uvk);
    }
  }

  /**
   * Asks for the passphrase, throttled by the server, and gives what it opens. Sensitive operations begin with it,
   * because an open vault keeps no UVK that could be taken out.
   *
   * @param {string} passphrase
   * @returns {Promise<{view: VaultView, proof: Bytes, uvk: Bytes}>} `uvk` and `proof` are the caller's, to be wiped
   * @throws {Problem}
   */
  async prove(passphrase) {
    await this.tellPendingLocks();
    const view = await this.load();
    if (!view) throw Problem.ofPage("no-vault", "There is no vault yet. Set one up first.");
    requireDerivation(view.kdf);
    const { kek, proof } = await fromPassphrase(passphrase, fromBase64url(view.kdf.salt), view.kdf.iterations);
    const { epoch } = await call("POST", "api/vault/unlock", { proof: toBase64url(proof) });
    return { view: { ...view, epoch }, proof, uvk: await unwrapByPassphrase(view, kek, this.userId) };
  }

  /**
   * Sends what moves the epoch on for this page's own sake, and goes on with the vault that comes of it. A poll that sees
   * the new epoch first must not take it for somebody else's lock.
   *
   * @param {Bytes} uvk the one that is active afterwards; stays the caller's, to be wiped
   * @param {number} locks how many there had been when the person began this: a lock meanwhile wins
   * @param {() => Promise<{ vault: VaultView }>} send
   * @throws {Problem}
   */
  async moveTo(uvk, locks, send) {
    this.#requireNoLockSince(locks);
    this.#moving += 1;
    try {
      await this.#enter((await send()).vault, uvk, locks);
    } finally {
      this.#moving -= 1;
    }
  }

  /**
   * @param {VaultView} view
   * @param {Bytes} uvk
   * @param {number} locks
   */
  async #enter(view, uvk, locks) {
    const ring = await KeyRing.of(view, this.userId, uvk);
    this.#requireNoLockSince(locks);
    const before = this.#ring?.active.kid;
    this.#ring = ring;
    this.view = view;
    this.epoch = view.epoch;
    this.state = "unlocked";
    this.reason = null;
    this.moment += 1;
    this.#idle.start();
    this.#changed(...(before === ring.active.kid ? [] : ["unlocked"]));
  }

  /** @param {number} locks */
  #requireNoLockSince(locks) {
    if (locks === this.locks) return;
    throw Problem.ofPage("vault-locked", "The vault was locked meanwhile. Please try again.");
  }

  /** Reads the vault anew: its wraps, its facts. */
  async load() {
    const asked = this.moment;
    /** @type {{ vault: VaultView | null }} */
    const { vault: view } = await call("GET", "api/vault");
    this.view = view;
    this.#heedFacts(view, asked);
    this.#changed();
    return view;
  }

  /** @param {VaultView} view as the server has it after a change of its settings */
  keep(view) {
    this.view = view;
    this.#changed();
  }

  /** Makes sure that it is known whether there is a vault. */
  async known() {
    if (this.state === "unknown") await this.load();
  }

  /** @returns {Promise<CryptoKey>} the key of the search tokens, for the active kid */
  async searchKey() {
    return this.ensureOpen().active.search;
  }

  /**
   * Remembers how far an item has come.
   *
   * @param {Item | Tombstone} item
   * @throws {Damaged} "older" when this device has seen a later revision
   */
  seen({ id, rev }) {
    const memory = /** @type {DeviceMemory} */ (this.#memory);
    if (rev < memory.revisionOf(id)) throw new Damaged("older");
    memory.rememberRevision(id, rev);
  }

  /**
   * Has something done at each lock. The view is cleared in "view", a local index deleted in "index".
   *
   * @param {Phase} phase
   * @param {() => unknown} step
   * @returns {() => void} takes it out again
   */
  onLock(phase, step) {
    return this.#order.add(phase, step);
  }

  /**
   * Locks this page, its tabs, and then the server for all devices; when the server cannot be reached, it is told first
   * of all once it can.
   *
   * @param {LockReason} reason
   */
  lock(reason) {
    const lock = { op_id: crypto.randomUUID(), reason };
    return this.#lockHere(reason, () => this.#tellServer(lock));
  }

  /** Locks the vault on all other devices, when this one has not opened it. */
  async lockElsewhere() {
    const lock = { op_id: crypto.randomUUID(), reason: /** @type {const} */ ("remote") };
    this.#memory?.keepLock(lock);
    await this.#send(lock);
    await this.load();
  }

  /**
   * @param {LockReason} reason
   * @param {() => unknown} tell the server, where it does not know yet
   */
  async #lockHere(reason, tell) {
    this.locks += 1;
    if (this.state !== "unlocked") return;
    this.state = "locked";
    this.reason = reason;
    this.#idle.stop();
    const told = [
      this.#order.add("tabs", () => this.#channel?.tell({ kind: "locked", reason })),
      this.#order.add("server", tell),
    ];
    const done = this.#order.run();
    this.#changed("locked");
    await done;
    for (const takeOut of told) takeOut();
  }

  /** Tells the server of locks that it has not heard of. Those that it cannot be told of yet stay first in line. */
  async tellPendingLocks() {
    for (const lock of this.#memory?.pendingLocks ?? []) await this.#send(lock);
  }

  /** @param {PendingLock} lock */
  async #tellServer(lock) {
    this.#memory?.keepLock(lock);
    try {
      await this.#send(lock);
    } catch (problem) {
      if (!(problem instanceof Problem && problem.leavesDoubt)) throw problem;
    }
  }

  /** @param {PendingLock} lock */
  async #send(lock) {
    const { epoch } = await call("POST", "api/vault/lock", lock);
    this.epoch = Math.max(this.epoch, epoch);
    this.#memory?.dropLock(lock);
  }

  /**
   * What a poll tells.
   *
   * @param {Poll} answer
   * @param {number} asked the moment at which it was asked for
   */
  heed({ vault: facts, policy }, asked) {
    if (this.policies?.adopt(policy)) this.#changed();
    this.#heedFacts(facts, asked);
  }

  /**
   * A refused write may tell that the vault is locked, or that a policy is not what it was.
   *
   * @param {Problem} problem
   * @param {number} asked
   */
  heedRefusal({ type, facts }, asked) {
    if (type.startsWith("policy-")) this.policies?.forget();
    if (type !== "vault-locked") return;
    this.#heedFacts({ epoch: facts.epoch ?? this.epoch, locked: true, reason: facts.reason ?? null }, asked);
  }

  /**
   * @param {VaultFacts | null} facts
   * @param {number} asked
   */
  #heedFacts(facts, asked) {
    if (this.#moving > 0) return;
    if (facts && facts.epoch > this.epoch) return this.#moveOn(facts);
    // What was asked for before the vault was opened here tells of another time.
    if (asked !== this.moment || (facts && facts.epoch < this.epoch)) return;
    if (this.state === "unlocked" && facts?.locked !== false) this.#lockFor(facts?.reason ?? "inactivity");
    else if (this.state !== "unlocked") this.#show(facts);
  }

  /** @param {VaultFacts} facts of a later epoch than the one known here */
  #moveOn(facts) {
    this.epoch = facts.epoch;
    if (this.state === "unlocked") this.#lockFor(facts.reason ?? "remote");
    else this.#show(facts);
  }

  /** @param {LockReason} reason for which it is locked elsewhere */
  #lockFor(reason) {
    void this.#lockHere(reason, () => {});
  }

  /** @param {VaultFacts | null} facts of a vault that is not open here */
  #show(facts) {
    const state = facts ? "locked" : "none";
    const reason = facts?.reason ?? null;
    if (state === this.state && reason === this.reason) return;
    this.state = state;
    this.reason = reason;
    this.epoch = facts?.epoch ?? this.epoch;
    this.#changed();
  }

  /** @param {number} idleSeconds since somebody was active */
  async #reportActivity(idleSeconds) {
    const asked = this.moment;
    try {
      await call("POST", "api/vault/activity", { idle_seconds: idleSeconds });
    } catch (problem) {
      if (problem instanceof Problem) this.heedRefusal(problem, asked);
    }
  }

  #forgetKeys() {
    this.#ring = undefined;
  }

  /** @param {...string} events */
  #changed(...events) {
    for (const event of ["change", ...events]) this.dispatchEvent(new Event(event));
  }
}

export const vault = new Vault();

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
  await vault.known();
  if (vault.state === "none") return call(method, path, body);
  vault.ensureOpen();
  const asked = vault.moment;
  try {
    return await call(method, path, body, { headers: { "X-Vault-Epoch": String(vault.epoch) } });
  } catch (problem) {
    if (problem instanceof Problem) vault.heedRefusal(problem, asked);
    throw problem;
  }
}

/**
 * @param {VaultView} view
 * @param {CryptoKey} kek
 * @param {string} userId
 */
async function unwrapByPassphrase({ kid, wraps }, kek, userId) {
  const wrapped = wraps.find((each) => each.by === "password" && each.kid === kid);
  try {
    return await unwrap(kek, /** @type {Wrap} */ (wrapped), userId);
  } catch {
    throw Problem.ofPage(
      "damaged",
      "The passphrase is right, but the server's copy of your vault's key has been altered and does not open.",
    );
  }
}
