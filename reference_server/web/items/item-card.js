/**
 * An item on the screen. A private one is opened only while it is shown and the vault is open.
 *
 * @import { Card, Content, Item, PlacedPerson } from "../types.js"
 */

import { showPending } from "../cards.js";
import { dateInWords, localDate } from "../day.js";
import { copyOf, labelButton, part } from "../elements.js";
import { Damaged } from "../vault/damaged.js";
import { vault } from "../vault/vault.js";
import { contentOf } from "./reading.js";
import { store } from "./store.js";

/** Characters of a body that are shown before somebody asks for the rest. */
const EXCERPT = 600;

/** @implements {Card<Item>} */
export class ItemCard {
  #person;
  #actions;
  /** @type {Item} */
  #item;
  /** What the card shows, or is about to show. */
  #shown = "";
  #body = "";
  #whole = false;

  /**
   * @param {Item} item
   * @param {PlacedPerson} person
   * @param {{ edit: (item: Item) => void, remove: (item: Item, title: string) => void }} actions
   */
  constructor(item, person, actions) {
    this.#item = item;
    this.#person = person;
    this.#actions = actions;
    this.root = copyOf("item-card");
    part(this.root, "edit").addEventListener("click", () => this.#actions.edit(this.#item));
    part(this.root, "delete").addEventListener("click", () => {
      this.#actions.remove(this.#item, part(this.root, "title").textContent ?? "");
    });
    part(this.root, "whole").addEventListener("click", () => {
      this.#whole = !this.#whole;
      this.#showBody();
    });
  }

  /** @param {Item} item */
  update(item) {
    this.#item = item;
    part(this.root, "mode").textContent = item.mode === "private" ? "Private" : "Standard";
    part(this.root, "shared").textContent = item.shared ? " · Shared with others" : "";
    showPending(this.root, item);
    this.#showDay(item);
    const shown = [item.seq, store.damage(item.id)?.reason, vault.state, vault.moment].join(" ");
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const name of ["edit", "delete"]) this.#button(name).disabled = vault.state === "locked";
    this.#showContent(item);
  }

  /** @param {Item} item */
  #showDay(item) {
    const place = this.root.querySelector("time");
    if (!place) return;
    place.dateTime = localDate(Date.parse(item.created_at), this.#person.time_zone);
    place.textContent = dateInWords(place.dateTime);
  }

  /** @param {Item} item */
  #showContent(item) {
    const damage = store.damage(item.id);
    if (damage) return this.#showDamage(damage);
    if (item.mode === "standard") return this.#show(item);
    if (vault.state !== "unlocked") return this.#show({ title: "Private, locked", body: "" });
    this.#open(item);
  }

  /** @param {Item} item */
  async #open(item) {
    const expected = this.#shown;
    if (part(this.root, "title").textContent === "") this.#show({ title: "Opening…", body: "" });
    try {
      const content = await contentOf(item);
      if (this.#shown === expected) this.#show(content);
    } catch (problem) {
      if (this.#shown !== expected) return;
      if (problem instanceof Damaged) this.#showDamage(problem);
      else this.#show({ title: "Private, not opened", body: "" });
    }
  }

  /** @param {Damaged} damage */
  #showDamage(damage) {
    this.#show({ title: "This item is damaged", body: "" });
    const place = part(this.root, "damage");
    place.textContent = `${damage.message} (${this.#item.id})`;
    place.hidden = false;
    this.#button("edit").disabled = true;
  }

  /** @param {Content} content */
  #show({ title, body }) {
    part(this.root, "title").textContent = title;
    part(this.root, "damage").hidden = true;
    this.root.ariaLabel = title;
    this.#body = body;
    this.#showBody();
    labelButton(part(this.root, "edit"), "Edit", title);
    labelButton(part(this.root, "delete"), "Delete", title);
  }

  #showBody() {
    const points = this.#body.length > EXCERPT ? Array.from(this.#body) : [];
    const long = points.length > EXCERPT;
    const place = part(this.root, "body");
    place.textContent = long && !this.#whole ? `${points.slice(0, EXCERPT).join("")}…` : this.#body;
    place.hidden = this.#body === "";
    const button = part(this.root, "whole");
    button.hidden = !long;
    button.ariaExpanded = String(this.#whole);
    labelButton(button, this.#whole ? "Show less" : "Show all", this.root.ariaLabel ?? "");
  }

  /** @param {string} name */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (part(this.root, name));
  }
}
