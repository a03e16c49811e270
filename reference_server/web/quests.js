/**
 * The Quests page.
 *
 * @import { PlacedPerson, Quest } from "./types.js"
 */

import { CardList, withItem } from "./cards.js";
import { onPress, onSubmit } from "./commands.js";
import { stamp } from "./day.js";
import { byId, formById, labelButton, part, setText } from "./elements.js";
import { listOf } from "./offline/lists.js";
import { perform, told } from "./offline/perform.js";
import { runPage } from "./page.js";
import { QuestCard } from "./quest-card.js";
import { QuestDialog, questFieldsOf, withId } from "./quest-form.js";

export default runPage((person) => {
  /** @type {Quest[]} */
  let quests = [];
  const form = formById("new-quest");
  const dialog = new QuestDialog(person, keep);
  const lists = /** @type {const} */ (["active", "completed", "archived"]).map((status) => ({
    status,
    cards: new CardList(byId(status), makeCard),
  }));

  function show() {
    for (const { status, cards } of lists) cards.show(quests.filter((quest) => quest.status === status));
  }

  /** @param {Quest} quest as the server now has it */
  function keep(quest) {
    quests = withItem(quests, quest);
    show();
  }

  /** @param {Quest} quest */
  function makeCard(quest) {
    return new ManagedQuestCard(quest, person, keep, dialog);
  }

  onSubmit(form, async () => {
    const { steps, ...fields } = questFieldsOf(form);
    const created = await perform({
      command: "quests.create",
      id: crypto.randomUUID(),
      args: { ...fields, steps: steps.map(withId), ...stamp(person.time_zone) },
    });
    keep(created);
    form.reset();
    part(form, "title").focus();
    return told(`${created.title} created.`, created);
  });

  return async () => {
    quests = await listOf("quests");
    show();
  };
});

/** A quest that can be edited and put away. */
class ManagedQuestCard extends QuestCard {
  #archive;
  #edit;
  /** @type {Quest} */
  #quest;

  /**
   * @param {Quest} quest
   * @param {PlacedPerson} person
   * @param {(quest: Quest) => void} keep
   * @param {QuestDialog} dialog
   */
  constructor(quest, person, keep, dialog) {
    super(quest, person, keep);
    this.#quest = quest;
    this.#archive = part(this.root, "archive");
    this.#edit = part(this.root, "edit");
    this.#edit.addEventListener("click", () => dialog.open(this.#quest));
    onPress(this.#archive, async () => {
      const archived = this.#quest.status !== "archived";
      const { id } = this.#quest;
      const after = await perform({ command: "quests.archive", id, args: { archived }, before: this.#quest });
      keep(after);
      return told(`${after.title} ${archived ? "archived" : "restored"}.`, after);
    });
  }

  /**
   * @override
   * @param {Quest} quest
   */
  update(quest) {
    super.update(quest);
    this.#quest = quest;
    this.root.ariaLabel = quest.title;
    setText(part(this.root, "notes"), quest.notes);
    labelButton(this.#edit, "Edit", quest.title);
    this.#edit.hidden = quest.status === "archived";
    labelButton(this.#archive, quest.status === "archived" ? "Restore" : "Archive", quest.title);
  }
}
