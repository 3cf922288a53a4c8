/* The table of all rows: filtered, ticked, in the address, and taken along. */
import { copy, load, markdown, table } from "./copying.js";

const form = document.querySelector(".cmp-choose");
const { text, section, differences, columns } = form.elements;
const ticks = [...form.querySelectorAll("input[name=rows]")];
const boxes = columns instanceof RadioNodeList ? [...columns] : [columns];
const [output] = form.querySelectorAll("output");
const head = form.querySelector("thead tr");
let only = false;

const rowOf = (tick) => tick.closest("tr");
const ticked = () => ticks.filter((tick) => tick.checked);
const keys = (some) => some.map((tick) => tick.value);
const title = (tick) => tick.nextElementSibling.textContent;
const shown = (place) => boxes[place].checked;
const answers = (row) => [...row.cells].slice(1).filter((_, place) => shown(place));
const level = (cell) => cell.querySelector(".cmp-level")?.dataset.level;
const differs = (row) => new Set(answers(row).map(level).filter((one) => one !== "unknown")).size > 1;
const visible = () => ticks.filter((tick) => !rowOf(tick).hidden);

function address(some) {
  const given = [
    some.length && `rows=${keys(some).join(",")}`,
    section.value && `section=${section.value}`,
    text.value.trim() && `text=${encodeURIComponent(text.value.trim())}`,
    differences.checked && "differences",
    boxes.some((box) => !box.checked) &&
      `columns=${boxes.filter((box) => box.checked).map((box) => box.value).join(",")}`,
  ].filter(Boolean);
  return location.pathname + (given.length ? `?${given.join("&")}` : "");
}

function show(...said) {
  if (!boxes.some((box) => box.checked)) for (const box of boxes) box.checked = true;
  const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const tick of ticks) {
    const row = rowOf(tick);
    const holds = row.textContent.toLowerCase();
    row.hidden =
      (only && !tick.checked) ||
      (section.value && row.closest("tbody").id !== `in-${section.value}`) ||
      (differences.checked && !differs(row)) ||
      !wanted.every((word) => holds.includes(word));
    [...row.cells].slice(1).forEach((cell, place) => (cell.hidden = !shown(place)));
  }
  [...head.cells].slice(1).forEach((cell, place) => (cell.hidden = !shown(place)));
  const count = boxes.filter((box) => box.checked).length;
  for (const group of form.querySelectorAll("tbody")) {
    group.hidden = !group.querySelector("tr:not(.cmp-group, [hidden])");
    group.querySelector(".cmp-group th").colSpan = count + 1;
  }
  const some = visible();
  const differ = some.filter((tick) => differs(rowOf(tick))).map(title);
  const few = some.length < ticks.length && differ.length && differ.length <= 12;
  output.textContent = [
    `${some.length} of ${ticks.length} rows shown.`,
    few && `The level of support differs in: ${differ.join(", ")}.`,
    ...said,
  ].filter(Boolean).join(" ");
}

const settle = () => history.replaceState(null, "", address(only ? ticked() : []));

form.addEventListener("input", ({ target }) => {
  if (target === text) show();
});
form.addEventListener("change", ({ target }) => {
  if (target.name === "rows") {
    load().catch(() => {});
    output.textContent = `${ticked().length} of ${ticks.length} rows ticked.`;
  } else show();
  settle();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (document.activeElement === text) return;
  if (!ticked().length) return void (output.textContent = "Tick at least one row first.");
  only = true;
  show();
  settle();
});
form.addEventListener("reset", () => {
  only = false;
  setTimeout(() => { // after the fields are as they were
    show();
    settle();
  });
});

function asTable() {
  const made = document.createElement("table");
  const add = (cells) => {
    const row = made.insertRow();
    for (const cell of cells) row.insertCell().textContent = harmless(cell);
  };
  add(["", ...answers(head).map((cell) => cell.textContent.trim())]);
  for (const tick of visible()) add([title(tick), ...answers(rowOf(tick)).map(said)]);
  return made;
}
const plain = (part) => part.textContent.trim();
const said = (cell) =>
  [
    [...cell.querySelectorAll(".cmp-level, .cmp-since")].map(plain).join(", "),
    plain(cell.querySelector(".cmp-said")),
  ].filter(Boolean).join(": ");
/* No cell is taken for a formula; comparison/export/tables.py has the same. */
const formula =
  /^(?:[\t\r]|[\0- "'\x85\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\ufeff]*[-=+@\uff1d\uff0b\uff0d\uff20])/;
const harmless = (cell) => (formula.test(cell) ? `'${cell}` : cell);
const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;
const csv = ({ rows }) =>
  [...rows].map((row) => [...row.cells].map((cell) => quoted(cell.textContent)).join(",")).join("\n");

async function record({ template, same, rows }) {
  const chosen = keys(ticked()).map((key) => rows[key]);
  const given = {
    address: new URL(address(ticked()), location.href).href,
    rows: chosen.map((row) => markdown(row)).join("\n"),
    differences: chosen.map((row) => row.differs).filter(Boolean).join("\n") || same,
  };
  return template.replace(/\{(address|rows|differences)\}/g, (_, name) => given[name]);
}

const taken = {
  link: () => copy("the link", output, new URL(address(ticked()), location.href).href),
  csv: () => copy("the rows shown, as CSV", output, csv(asTable())),
  async table() {
    const { columns, rows } = await load();
    const lines = keys(visible()).map((key) => markdown(rows[key], shown));
    await copy("the rows shown", output, table(columns, lines, shown), asTable().outerHTML);
  },
  async record() {
    if (!ticked().length) return void (output.textContent = "Tick at least one row first.");
    await copy("the decision record", output, await record(await load()));
  },
};
form.addEventListener("click", ({ target }) => {
  taken[target.dataset.take]?.()?.catch(() => {
    output.textContent = "The rows could not be loaded; try again.";
  });
});

const asked = new URLSearchParams(location.search);
const listed = (name) => [
  ...new Set(asked.getAll(name).flatMap((list) => list.split(",")).filter(Boolean)),
];
const known = {
  rows: (key) => ticks.filter((tick) => [tick.value, ...tick.dataset.formerly.split(" ")].includes(key)),
  columns: (key) => boxes.filter((box) => box.value === key),
  section: (key) => [...section.options].filter((option) => key && option.value === key),
};
const grammar = ["rows", "section", "text", "differences", "columns"];
const ignored = { parameter: [...asked.keys()].filter((name) => !grammar.includes(name)).length };
const found = {};
for (const [name, find] of Object.entries(known)) {
  ignored[name.replace(/s$/, "")] = listed(name).filter((key) => !find(key).length).length;
  found[name] = listed(name).flatMap(find);
}
for (const tick of ticks) tick.checked = found.rows.includes(tick);
if (found.columns.length) for (const box of boxes) box.checked = found.columns.includes(box);
section.value = found.section[0]?.value ?? "";
text.value = (asked.get("text") ?? "").slice(0, 100);
differences.checked = asked.has("differences");
only = found.rows.length > 0;
if ([...asked].length) {
  const counts = Object.entries(ignored).filter(([, count]) => count);
  const words = counts.map(([name, count]) => `${count} unknown ${name}${count > 1 ? "s" : ""}`);
  show(words.length && `Ignored in the address: ${words.join(", ")}.`); // counted, never repeated
  if (only) load().catch(() => {});
}
