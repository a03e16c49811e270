/**
 * The encryption policies that the server names, as far as this client accepts them.
 *
 * @import { DeviceMemory } from "./memory.js"
 * @import { Policy } from "../types.js"
 */

import { call, Problem } from "../api.js";
import { Damaged } from "./damaged.js";
import { requireFloor, requireNoStepBack } from "./policy.js";

export class PolicyBook {
  /** @type {Policy | undefined} the one that the server wants to be used now */
  current;
  #memory;
  /** @type {Promise<Map<string, Policy>> | undefined} */
  #known;
  /** Ids that the server does not know, so that many entries ask about one of them once. */
  #unknown = new Set();

  /** @param {DeviceMemory} memory */
  constructor(memory) {
    this.#memory = memory;
  }

  /**
   * @param {Policy} policy
   * @returns {boolean} whether it is another one than before
   */
  adopt(policy) {
    const same = policy.id === this.current?.id;
    this.current = policy;
    this.#memory.keepPolicy(policy);
    // Any other one may have been forbidden since, which this answer does not tell.
    this.forget();
    if (this.refusal() === undefined) this.#memory.rememberPolicyOrder(policy.order);
    return !same;
  }

  /** Goes by what this device last heard, where the server cannot be asked. */
  async recall() {
    this.current ??= await this.#memory.policy();
  }

  /** Has everything asked anew: what a policy allows may have changed. */
  forget() {
    this.#known = undefined;
    this.#unknown.clear();
  }

  /** @returns {Problem | undefined} why nothing may be encrypted under the current policy */
  refusal() {
    try {
      this.writable();
      return undefined;
    } catch (problem) {
      return /** @type {Problem} */ (problem);
    }
  }

  /**
   * The policy under which things are encrypted.
   *
   * @returns {Policy}
   * @throws {Problem}
   */
  writable() {
    if (!this.current)
      throw Problem.ofPage("policy-unknown", "The encryption policy is not known yet. Please try again.");
    requireFloor(this.current);
    requireNoStepBack(this.current, this.#memory.policyOrder);
    return this.current;
  }

  /**
   * @param {string} id
   * @throws {Damaged} "policy"
   */
  async requireReadable(id) {
    const policy = id === this.current?.id ? this.current : await this.#find(id);
    if (!policy || policy.status === "forbidden") throw new Damaged("policy");
  }

  /** @param {string} id */
  async #find(id) {
    const found = (await this.#all()).get(id);
    if (found || this.#unknown.has(id)) return found;
    this.#known = undefined;
    this.#unknown.add(id);
    return (await this.#all()).get(id);
  }

  #all() {
    this.#known ??= this.#read().catch((problem) => {
      this.#known = undefined;
      throw problem;
    });
    return this.#known;
  }

  /** @returns {Promise<Map<string, Policy>>} */
  async #read() {
    const policies = await this.#ask();
    return new Map(policies.map((policy) => [policy.id, policy]));
  }

  /** @returns {Promise<Policy[]>} as this device last heard of them where the server cannot be asked */
  async #ask() {
    try {
      /** @type {{ policies: Policy[] }} */
      const { policies } = await call("GET", "api/crypto-policy");
      this.#memory.keepPolicies(policies);
      return policies;
    } catch (problem) {
      const kept = problem instanceof Problem && problem.status === 0 && (await this.#memory.policies());
      if (kept) return kept;
      throw problem;
    }
  }
}
