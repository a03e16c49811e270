/**
 * The vault, as every page sees it: whether it is open, what opens and seals private items, and how it is locked. Keys
 * live in this module's memory and nowhere else.
 *
 * @import { Bytes } from "./bytes.js"
 * @import { Phase } from "./lock-order.js"
 * @import { LockReason, Policy, Poll } from "../types.js"
 * @import { VaultFacts, VaultView } from "../types.js"
 */

import { lockedInWords } from "../advice.js";
import { call, Problem } from "../api.js";
import { reportActivity } from "./activity.js";
import { wipe } from "./bytes.js";
import { Channel } from "./channel.js";
import { Idle } from "./idle.js";
import { KeyRing } from "./key-ring.js";
import { LockOrder } from "./lock-order.js";
import { DeviceMemory } from "./memory.js";
import { Moves } from "./moves.js";
import { PolicyBook } from "./policy-book.js";
import { whatOpens } from "./proof.js";
import { Recollection } from "./recollection.js";
import { ServerLocks } from "./server-locks.js";
import { Standing } from "./standing.js";

/** Fires "change" whenever anything told here is otherwise, "unlocked" and "locked". */
class Vault extends EventTarget {
  userId = "";
  /** @type {VaultView | null} as the server last gave it; what it says of locks is older than `state` */
  view = null;
  /** Counts locks, so that what began before one does not end in an open vault. */
  locks = 0;
  /** @type {PolicyBook | undefined} known from `start` on */
  policies;
  /** @type {DeviceMemory | undefined} likewise */
  memory;

  #standing = new Standing();
  #order = new LockOrder();
  #moves = new Moves();
  #recollection = new Recollection(
    () => this.memory,
    () => this.load(),
  );
  /** @type {KeyRing | undefined} */
  #ring;
  /** @type {ServerLocks | undefined} */
  #serverLocks;
  /** @type {Channel | undefined} */
  #channel;
  #idle = new Idle(() => this.view?.auto_lock_minutes ?? 1, {
    expire: () => void this.lock("inactivity"),
    share: (at) => this.#channel?.tell({ kind: "activity", at }),
    report: (idleSeconds) => void reportActivity(this, idleSeconds),
  });

  constructor() {
    super();
    this.#order.add("keys", () => this.#forgetKeys());
    this.#order.add("server", () => this.#serverLocks?.tryToTell());
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
    this.memory = await DeviceMemory.of(userId);
    this.#serverLocks = new ServerLocks(this.memory, (epoch) => this.#standing.atLeast(epoch));
    this.policies = new PolicyBook(this.memory);
    this.#channel = new Channel(userId, (message) => {
      if (message.kind === "activity") this.#idle.heard(message.at);
      else void this.#lockHere(message.reason, () => {});
    });
  }

  get state() {
    return this.#standing.state;
  }

  /** Why it is locked; null where this page alone has not opened it yet. */
  get reason() {
    return this.#standing.reason;
  }

  get epoch() {
    return this.#standing.epoch;
  }

  /** To be noted with a question to the server, and given along with its answer. */
  get moment() {
    return this.#standing.moment;
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
   * Opens the vault with a passphrase.
   *
   * @param {string} passphrase
   * @throws {Problem}
   */
  async unlock(passphrase) {
    const { locks } = this;
    const { view, proof, uvk } = await whatOpens(passphrase);
    try {
      await this.#enter(view, uvk, locks, !proof);
    } finally {
      wipe(proof, uvk);
    }
  }

  /**
   * Sends what moves the epoch on for this page's own sake, and goes on with the vault that comes of it.
   *
   * @param {Bytes} uvk the one that is active afterwards; stays the caller's, to be wiped
   * @param {number} locks how many there had been when the person began this: a lock meanwhile wins
   * @param {() => Promise<{ vault: VaultView }>} send
   * @throws {Problem}
   */
  async moveTo(uvk, locks, send) {
    this.requireNoLockSince(locks);
    await this.#moves.during(async () => this.#enter((await send()).vault, uvk, locks));
  }

  /**
   * @param {VaultView} view
   * @param {Bytes} uvk
   * @param {number} locks
   * @param {boolean} [alone] whether the server does not know
   */
  async #enter(view, uvk, locks, alone = false) {
    const ring = await KeyRing.of(view, this.userId, uvk);
    this.requireNoLockSince(locks);
    const same = this.#ring?.active.kid === ring.active.kid;
    this.#ring = ring;
    this.view = view;
    this.#recollection.keep(view);
    this.#standing.open(view.epoch, alone);
    this.#idle.start();
    this.#tell("change", ...(same ? [] : ["unlocked"]));
  }

  /** @param {number} locks how many there had been; throws a `Problem` when there are more by now */
  requireNoLockSince(locks) {
    if (locks === this.locks) return;
    throw Problem.ofPage("vault-locked", "The vault was locked meanwhile. Please try again.");
  }

  /** Reads the vault anew: its wraps, its facts. */
  async load() {
    const { moment } = this;
    /** @type {{ vault: VaultView | null }} */
    const { vault: view } = await call("GET", "api/vault");
    this.keep(view);
    this.heedFacts(view, moment);
    return view;
  }

  /** @param {VaultView | null} view as the server has it */
  keep(view) {
    this.view = view;
    this.#recollection.keep(view);
    this.#tell("change");
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
   * of all once it can. Whoever signs out leaves nothing behind: neither in tabs that have opened what this one has not,
   * nor on the device.
   *
   * @param {LockReason} reason
   */
  async lock(reason) {
    const wasOpen = this.state === "unlocked";
    const done = this.#lockHere(reason);
    // The keys are gone, whatever becomes of this; and it is written down before anything has to be waited for.
    if (wasOpen) this.#serverLocks?.keep(reason);
    await done;
  }

  /** Locks the vault on all other devices, when this one has not opened it. */
  async lockElsewhere() {
    this.#serverLocks?.keep("remote");
    await this.tellPendingLocks();
    await this.load();
  }

  /**
   * @param {LockReason} reason
   * @param {() => unknown} tellTabs
   */
  async #lockHere(reason, tellTabs = () => this.#channel?.tell({ kind: "locked", reason })) {
    this.locks += 1;
    const wasOpen = this.state === "unlocked";
    if (!wasOpen && reason !== "sign_out") return;
    if (wasOpen) this.#standing.lock(reason);
    this.#idle.stop();
    const takeOut = this.#order.add("tabs", tellTabs);
    const done = this.#order.run();
    if (wasOpen) this.#tell("change", "locked");
    await done;
    takeOut();
  }

  /**
   * Tells the server of locks that it has not heard of.
   *
   * @throws {Problem} when it cannot be told now: they stay first in line
   */
  async tellPendingLocks() {
    await this.#serverLocks?.tellAll();
  }

  /**
   * What a poll tells.
   *
   * @param {Poll} answer
   * @param {number} moment at which it was asked for
   */
  heed({ vault: facts, policy }, moment) {
    if (this.policies?.adopt(policy)) this.#tell("change");
    this.heedFacts(facts, moment);
    void this.#recollection.heed(facts);
  }

  /**
   * A refused write may tell that the vault is locked, or that a policy is not what it was.
   *
   * @param {Problem} problem
   * @param {number} moment
   */
  heedRefusal({ type, facts }, moment) {
    if (type.startsWith("policy-")) this.policies?.forget();
    if (type !== "vault-locked") return;
    this.heedFacts({ epoch: facts.epoch ?? this.epoch, locked: true, reason: facts.reason ?? null }, moment);
  }

  /**
   * @param {VaultFacts | null} facts
   * @param {number} moment
   */
  heedFacts(facts, moment) {
    this.#moves.afterwards(() => {
      const { lock, changed } = this.#standing.heed(facts, moment);
      if (lock) void this.#lockHere(lock);
      else if (changed) this.#tell("change");
    });
  }

  #forgetKeys() {
    this.#ring = undefined;
  }

  /** @param {...string} events */
  #tell(...events) {
    for (const event of events) this.dispatchEvent(new Event(event));
  }
}

export const vault = new Vault();
