/**
 * The tabs of one person in this browser, talking of activity and of locking. Keys never travel here.
 *
 * @import { LockReason } from "../types.js"
 */

/**
 * @typedef {{ kind: "activity", at: number } | { kind: "locked", reason: LockReason }} Message
 */

export class Channel {
  #channel;

  /**
   * @param {string} userId
   * @param {(message: Message) => void} heard what another tab said
   */
  constructor(userId, heard) {
    this.#channel = new BroadcastChannel(`vault-${userId}`);
    this.#channel.onmessage = ({ data }) => heard(data);
  }

  /** @param {Message} message */
  tell(message) {
    this.#channel.postMessage(message);
  }
}
