/* The table of all rows: filtered, ticked, in the address, and taken along. */
import { copy, load, markdown, table } from "./copying.js";
import { lacking, needsPart, unlevelled } from "./needs.js";

const form = document.querySelector(".cmp-choose");
const { text, section, differences, columns } = form.elements;
const ticks = [...form.querySelectorAll("input[name=rows]")];
const boxes = columns instanceof RadioNodeList ? [...columns] : [columns];
const tools = form.querySelector(".cmp-tools");
const panel = form.querySelector(".cmp-lacks");
const [found, said] = form.querySelectorAll("output");
const head = form.querySelector("thead tr");
const texts = new Map(ticks.map((tick) => [tick, tick.closest("tr").textContent.toLowerCase()]));
let only = false;

const rowOf = (tick) => tick.closest("tr");
const ticked = () => ticks.filter((tick) => tick.checked);
const keys = (some) => some.map((tick) => tick.value);
const title = (tick) => tick.nextElementSibling.textContent;
const needOf = (tick) => rowOf(tick).querySelector(".cmp-need :checked")?.value ?? "nice";
const needed = (some, need) => some.filter((tick) => needOf(tick) === need);
const shown = (place) => boxes[place].checked;
const answers = (row) => [...row.cells].slice(1).filter((_, place) => shown(place));
const level = (cell) => cell.querySelector(".cmp-level")?.dataset.level;
const lacks = (cell) => level(cell) === "built-in" ? "" : cell.querySelector(".cmp-level")?.textContent.trim() ?? null;
const differs = (row) => new Set(answers(row).map(level).filter((one) => one !== "unknown")).size > 1;
const visible = () => ticks.filter((tick) => !rowOf(tick).hidden);
const taking = () => ticked().length ? ticked() : visible();

function address(some) {
  const given = [
    some.length && `rows=${keys(some).join(",")}`,
    ...["must", "no-matter"].map((need) => {
      const chosen = keys(needed(some, need)).join(",");
      return chosen && `${need}=${chosen}`;
    }),
    section.value && `section=${section.value}`,
    text.value.trim() && `text=${encodeURIComponent(text.value.trim())}`,
    differences.checked && "differences",
    boxes.some((box) => !box.checked) &&
      `columns=${boxes.filter((box) => box.checked).map((box) => box.value).join(",")}`,
  ].filter(Boolean);
  return location.pathname + (given.length ? `?${given.join("&")}` : "");
}

function show(...more) {
  if (!boxes.some((box) => box.checked)) for (const box of boxes) box.checked = true;
  const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const tick of ticks) {
    const row = rowOf(tick);
    row.hidden =
      (only && !tick.checked) ||
      (section.value && row.closest("tbody").id !== `in-${section.value}`) ||
      (differences.checked && !differs(row)) ||
      !wanted.every((word) => texts.get(tick).includes(word));
    [...row.cells].slice(1).forEach((cell, place) => (cell.hidden = !shown(place)));
  }
  [...head.cells].slice(1).forEach((cell, place) => (cell.hidden = !shown(place)));
  const count = boxes.filter((box) => box.checked).length;
  for (const cell of form.querySelectorAll("tbody [colspan]")) cell.colSpan = count + 1;
  for (const group of form.querySelectorAll("tbody[id]")) {
    group.hidden = !group.querySelector("tr:not(.cmp-group, [hidden])");
  }
  const some = visible();
  form.querySelector(".cmp-none").hidden = some.length > 0;
  form.querySelector(".cmp-filters [data-show]").hidden = some.length === ticks.length || !some.length;
  const differ = some.filter((tick) => differs(rowOf(tick))).map(title);
  const few = some.length < ticks.length && differ.length && differ.length <= 12;
  found.textContent = [
    `${some.length} of ${ticks.length} rows shown.`,
    few && `The level of support differs in: ${differ.join(", ")}.`,
    ...more,
  ].filter(Boolean).join(" ");
  offer();
}

/* Shows the tools while something is ticked, and what the musts among that lack. */
function offer() {
  offerChoices();
  tools.hidden = !ticked().length && !only;
  form.querySelector("[type=submit]").hidden = only;
  sayLacks();
}

/* Beside each ticked row the choice how much it matters. */
function offerChoices() {
  for (const tick of ticks) {
    let choice = rowOf(tick).querySelector(".cmp-need");
    if (tick.checked && !choice) {
      choice = form.querySelector("template").content.firstElementChild.cloneNode(true);
      choice.setAttribute("aria-label", `How much it matters: ${title(tick)}`);
      for (const radio of choice.querySelectorAll("input")) radio.name = `need-${tick.value}`;
      rowOf(tick).cells[0].append(choice);
    }
    if (choice) choice.hidden = !tick.checked;
  }
}

/* Above the rows where only they are shown, in the bar while they are scattered among others. */
function sayLacks() {
  const musts = needed(ticked(), "must").map((tick) => ({
    title: title(tick),
    lacks: [...rowOf(tick).cells].slice(1).map(lacks),
  }));
  if (only && panel.parentElement === tools) form.querySelector(".cmp-filters").after(panel);
  if (!only && panel.parentElement !== tools) tools.prepend(panel);
  panel.hidden = !musts.length;
  const [, ...lines] = panel.children;
  const last = lines.pop();
  lines.forEach((line, place) => {
    const words = lacking(musts, place);
    line.hidden = !words || !shown(place);
    line.lastElementChild.textContent = words;
  });
  last.textContent = unlevelled(musts);
}
const countTicked = () => (said.textContent = `${ticked().length} row${ticked().length === 1 ? "" : "s"} ticked`);

const settle = () => history.replaceState(null, "", address(only ? ticked() : []));

form.addEventListener("input", ({ target }) => {
  if (target === text) show();
});
form.addEventListener("change", ({ target }) => {
  if (target.name === "rows") {
    load().catch(() => {});
    countTicked();
  }
  if (target.closest("th")) offer();
  else show();
  settle();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (document.activeElement === text) return;
  if (!ticked().length) return void (said.textContent = "Tick at least one row first.");
  only = true;
  show();
  settle();
  ticked()[0].focus({ preventScroll: true }); // the button that had the focus is gone
  found.scrollIntoView({ block: "nearest" });
});
form.addEventListener("reset", () => {
  only = false;
  const [first = text] = ticked();
  setTimeout(() => { // after the fields are as they were
    show();
    settle();
    first.focus({ preventScroll: true }); // the button that had the focus is gone
  });
});
function showAll() {
  only = differences.checked = false;
  text.value = section.value = "";
  for (const box of boxes) box.checked = true;
  show();
  settle();
  text.focus();
}

function asTable() {
  const made = document.createElement("table");
  const add = (cells) => {
    const row = made.insertRow();
    for (const cell of cells) row.insertCell().textContent = harmless(cell);
  };
  add(["", ...answers(head).map((cell) => cell.textContent.trim())]);
  for (const tick of taking()) add([title(tick), ...answers(rowOf(tick)).map(inWords)]);
  return made;
}
const plain = (part) => part.textContent.trim();
const inWords = (cell) =>
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

async function record({ template, same, columns, rows }) {
  const chosen = ticked().map((tick) => ({ ...rows[tick.value], need: needOf(tick) }));
  const mattering = chosen.filter(({ need }) => need !== "no-matter");
  const given = {
    address: new URL(address(ticked()), location.href).href,
    rows: chosen.map((row) => markdown(row)).join("\n"),
    needs: needsPart(chosen, columns),
    differences: mattering.map((row) => row.differs).filter(Boolean).join("\n") || same,
  };
  return template.replace(/\{(address|rows|needs|differences)\}/g, (_, name) => given[name]);
}

const taken = {
  link: () => copy("the link", said, new URL(address(ticked()), location.href).href),
  csv: () => copy("the rows, as CSV", said, csv(asTable())),
  async table() {
    const { columns, rows } = await load();
    const lines = keys(taking()).map((key) => markdown(rows[key], shown));
    await copy("the rows", said, table(columns, lines, shown), asTable().outerHTML);
  },
  async record() {
    if (!ticked().length) return void (said.textContent = "Tick at least one row first.");
    await copy("the decision record", said, await record(await load()));
  },
};
form.addEventListener("click", ({ target }) => {
  if (target.dataset.show) showAll();
  taken[target.dataset.take]?.()?.catch(() => {
    said.textContent = "The rows could not be loaded; try again.";
  });
});

const asked = new URLSearchParams(location.search);
const listed = (name) => [
  ...new Set(asked.getAll(name).flatMap((list) => list.split(",")).filter(Boolean)),
];
const byKey = (key) =>
  ticks.filter((tick) => [tick.value, ...tick.dataset.formerly.split(" ")].includes(key));
const known = {
  rows: ["row", byKey],
  must: ["row", byKey],
  "no-matter": ["row", byKey],
  columns: ["column", (key) => boxes.filter((box) => box.value === key)],
  section: ["section", (key) => [...section.options].filter((option) => key && option.value === key)],
};
const grammar = ["text", "differences", ...Object.keys(known)];
const ignored = { parameter: [...asked.keys()].filter((name) => !grammar.includes(name)).length };
const given = {};
for (const [name, [kind, find]] of Object.entries(known)) {
  const unknown = listed(name).filter((key) => !find(key).length).length;
  ignored[kind] = (ignored[kind] ?? 0) + unknown;
  given[name] = listed(name).flatMap(find);
}
const chosen = [...given.rows, ...given.must, ...given["no-matter"]];
for (const tick of ticks) tick.checked ||= chosen.includes(tick); // some may be ticked already
if (given.columns.length) for (const box of boxes) box.checked = given.columns.includes(box);
section.value = given.section[0]?.value ?? "";
text.value = (asked.get("text") ?? "").slice(0, 100);
differences.checked = asked.has("differences");
only = chosen.length > 0;
if ([...asked].length) {
  const counts = Object.entries(ignored).filter(([, count]) => count);
  const words = counts.map(([name, count]) => `${count} unknown ${name}${count > 1 ? "s" : ""}`);
  offer();
  for (const need of ["no-matter", "must"]) {
    for (const tick of given[need]) rowOf(tick).querySelector(`.cmp-need [value=${need}]`).checked = true;
  }
  show(words.length && `Ignored in the address: ${words.join(", ")}.`); // counted, never repeated
  if (only) {
    countTicked();
    load().catch(() => {});
  }
} else if (ticked().length) {
  offer();
  countTicked();
}
