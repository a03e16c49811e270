/**
 * What is shown, as a file: JSON as the server told it, or a table that spreadsheets open.
 *
 * @import { Section, Telemetry } from "./types.js"
 */

/** @typedef {{section: Section, answer: Telemetry}} Shown */

/** @param {Shown[]} shown */
export function asJson(shown) {
  const sections = shown.map(({ section, answer }) => ({
    generated_at: answer.generated_at,
    period: answer.period,
    ...section,
  }));
  return JSON.stringify({ sections }, null, 2);
}

/**
 * One line a number: section, kind (figure, line, row), name, time where there is one, measure, unit, value.
 *
 * @param {Shown[]} shown
 */
export function asCsv(shown) {
  const lines = shown.flatMap(({ section: { id, figures, lines, columns, rows }, answer: { period } }) => [
    ...figures.map(({ label, unit, value }) => [id, "figure", "", "", label, unit, value]),
    ...lines.flatMap(({ label, unit, values }) =>
      values.map((value, at) => [id, "line", "", period.times[at] ?? "", label, unit, value]),
    ),
    ...rows.flatMap((row) =>
      columns.map(({ label, unit }, at) => [id, "row", row.label, "", label, unit, row.values[at] ?? null]),
    ),
  ]);
  return [["section", "kind", "row", "time", "measure", "unit", "value"], ...lines].map(csvLine).join("\r\n");
}

/** @param {(string | number | null)[]} fields */
function csvLine(fields) {
  return fields.map((field) => (typeof field === "string" ? csvText(field) : (field ?? ""))).join(",");
}

/**
 * A text in quotes; one that a spreadsheet would take for a formula begins with an apostrophe.
 *
 * @param {string} text
 */
function csvText(text) {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/**
 * Hands a file over to the person.
 *
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
