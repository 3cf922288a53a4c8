/* Conveniences: without this script the pages say the same, only these are missing. */
import { copy, load, markdown, table } from "./copying.js";

/* What only some pages need is loaded there. */
const needed = {
  ".cmp-choose": "./all_rows.js",
  "[data-file]": "./copied_files.js",
  ".cmp-finder": "./finder.js",
  ".cmp-judged": "./verdicts.js",
};
for (const [part, script] of Object.entries(needed)) {
  if (document.querySelector(part)) import(script);
}

/* Beside each day, in words, how long ago that is. */
const units = [["year", 365], ["month", 30], ["day", 1]];
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

for (const time of document.querySelectorAll("time[datetime]")) {
  const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 86_400_000);
  if (days < 0) continue;
  const [unit, length] = units.find(([, length]) => days >= length) ?? units.at(-1);
  time.append(` (${words.format(-Math.floor(days / length), unit)})`);
  if (days > 365 && time.closest(".cmp-checked")) {
    const mark = document.createElement("strong");
    mark.textContent = "More than a year ago: it may be out of date. ";
    time.closest(".cmp-checked").prepend(mark);
  }
}

/* Buttons beside a row: its link, or the row as Markdown. */
document.addEventListener("click", async ({ target }) => {
  const { link, row } = target.dataset ?? {};
  const output = target.parentElement?.querySelector("output");
  if (link) return copy("the link", output, new URL(link, location.href).href);
  if (!row) return;
  const { columns, rows } = (await load().catch(() => 0)) || {};
  if (!rows) return void (output.textContent = "The row could not be loaded; try again.");
  copy("the row", output, table(columns, [markdown(rows[row])], () => true));
});
