"use strict";
{
  const said = document.getElementById("said");
  const say = (text) => { said.textContent = ""; requestAnimationFrame(() => { said.textContent = text; }); };

  // Controls need this script, so they appear with it: without it the page shows everything and offers nothing dead.
  for (const control of document.querySelectorAll("[data-needs-script]")) control.hidden = false;

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
        say("Command copied.");
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      } catch {
        getSelection().selectAllChildren(source);
        say("The command is selected; copy it with your keyboard.");
      }
    });
  }

  const filter = document.getElementById("filter");
  if (filter) {
    const rows = [...document.querySelectorAll("[data-outcome]")];
    const buttons = [...filter.querySelectorAll("button[data-show]")];
    const search = filter.querySelector("input");
    const count = document.getElementById("shown");
    const apply = () => {
      const wanted = buttons.find((button) => button.getAttribute("aria-pressed") === "true").dataset.show;
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !((wanted === "all" || row.dataset.outcome === wanted) && words.every((word) => text.includes(word)));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = `${shown} of ${rows.length} cases shown`;
    };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
        apply();
      });
    }
    search.addEventListener("input", apply);
    apply();
  }

  // Paper cannot be unfolded: lists are printed whole, logs by the name of their file.
  addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("details[data-print]")) each.open = true; });
}
