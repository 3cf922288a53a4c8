/* Buttons that copy a file of this site, such as a decision record. */
import { copy } from "./copying.js";

document.addEventListener("click", async ({ target }) => {
  const { file } = target.dataset ?? {};
  if (!file) return;
  const output = target.parentElement.querySelector("output");
  const text = await fetch(file).then((got) => (got.ok ? got.text() : "")).catch(() => "");
  if (!text) return void (output.textContent = "The file could not be loaded; try again.");
  copy("the decision record", output, text);
});
