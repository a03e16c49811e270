/**
 * Lists of cards that follow the data without being rebuilt, so that focus and scroll position stay where they are.
 *
 * @import { Card } from "./types.js"
 */

import { part } from "./elements.js";

/**
 * The list with one item as it now is; a new one comes first, as the server lists them.
 *
 * @template {{id: string}} Item
 * @param {Item[]} items
 * @param {Item} item
 * @returns {Item[]}
 */
export function withItem(items, item) {
  const known = items.some(({ id }) => id === item.id);
  return known ? items.map((other) => (other.id === item.id ? item : other)) : [item, ...items];
}

/** What a card says of what the server has not taken over. */
const PENDING = new Map([
  ["waiting", "Not sent yet"],
  ["parked", "Set aside: it could not be saved"],
]);

/**
 * Says of a thing that the server has not heard of it, or has refused it.
 *
 * @param {HTMLElement} card
 * @param {{ pending?: string | undefined }} thing
 */
export function showPending(card, { pending }) {
  const place = part(card, "pending");
  place.textContent = PENDING.get(pending ?? "") ?? "";
  place.hidden = pending === undefined;
}

/**
 * Shows how many parts of a thing are done.
 *
 * @param {HTMLElement} card
 * @param {string} title
 * @param {number} done
 * @param {number} total
 */
export function showProgress(card, title, done, total) {
  const bar = part(card, "progress");
  bar.ariaLabel = `Progress of ${title}`;
  bar.ariaValueNow = String(done);
  bar.ariaValueMax = String(total);
  part(bar, "filled").style.width = `${(100 * done) / total}%`;
  part(card, "count").textContent = `${done} of ${total}`;
}

/**
 * One card for each item of a list.
 *
 * @template {{id: string}} Item
 */
export class CardList {
  /** @type {Map<string, Card<Item>>} */
  #cards = new Map();
  #section;
  #list;
  #empty;
  #make;

  /**
   * @param {HTMLElement} section holds a heading, a list (`data-part=list`) and a sentence for when it is empty
   * @param {(item: Item) => Card<Item>} make
   */
  constructor(section, make) {
    this.#section = section;
    this.#list = part(section, "list");
    this.#empty = part(section, "empty");
    this.#make = make;
  }

  /** @param {Item[]} items in the order to be shown */
  show(items) {
    // A late answer may still come when the person has gone on to another page.
    if (!this.#section.isConnected) return;
    this.#drop(new Set(items.map((item) => item.id)));
    items.forEach((item, index) => {
      const card = this.#cards.get(item.id) ?? this.#make(item);
      this.#cards.set(item.id, card);
      card.update(item);
      const there = this.#list.children[index] ?? null;
      if (there !== card.root) this.#list.insertBefore(card.root, there);
    });
    this.#list.hidden = items.length === 0;
    this.#empty.hidden = items.length > 0;
  }

  /** @param {Set<string>} kept */
  #drop(kept) {
    for (const [id, card] of this.#cards) {
      if (kept.has(id)) continue;
      const focused = card.root.contains(document.activeElement);
      card.root.remove();
      this.#cards.delete(id);
      // Who works by keyboard goes on from the list's heading, not from the top of the page.
      if (focused) this.#section.querySelector("h2")?.focus();
    }
  }
}
