/* Buttons that copy a link, a row as Markdown, or a file of this site such as a decision record. */
import { copy, load, markdown, table } from "./copying.js";

document.addEventListener("click", async ({ target }) => {
  const { link, row, file } = target.dataset ?? {};
  const output = target.parentElement?.querySelector("output");
  const failed = (what) => void (output.textContent = `The ${what} could not be loaded; try again.`);
  if (link) return copy("the link", output, new URL(link, location.href).href);
  if (row) {
    const { columns, rows } = (await load().catch(() => 0)) || {};
    if (!rows) return failed("row");
    return copy("the row", output, table(columns, [markdown(rows[row])], () => true));
  }
  if (!file) return;
  const text = await fetch(file).then((got) => (got.ok ? got.text() : "")).catch(() => "");
  return text ? copy("the decision record", output, text) : failed("file");
});
