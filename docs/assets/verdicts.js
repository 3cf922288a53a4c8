/* The chosen verdict in the address of the page of claims, and how many claims have it. */
const claims = document.querySelector(".cmp-judged");
const choices = [...claims.querySelectorAll("input[name=verdict]")];
const told = claims.querySelector("output");
const all = claims.querySelectorAll("section li");

function tell() {
  const { value, parentElement } = choices.find((choice) => choice.checked);
  const count = [...all].filter((line) => line.querySelector(`[data-verdict="${value}"]`)).length;
  const word = parentElement.querySelector(".cmp-verdict")?.textContent.trim();
  told.textContent = value && `${count} of ${all.length} claims shown: ${word}.`;
}

claims.addEventListener("change", ({ target }) => {
  history.replaceState(null, "", location.pathname + (target.value && `?verdict=${target.value}`));
  tell();
});

const asked = new URLSearchParams(location.search).get("verdict");
const choice = choices.find(({ value }) => value && value === asked);
if (choice) choice.checked = true;
tell();
