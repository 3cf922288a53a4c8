/* The dictionary: finds words while somebody types, and shows an entry beside them. */
const finder = document.querySelector(".cmp-finder");
const [words] = finder.getElementsByClassName("cmp-words");
const [panel] = finder.getElementsByClassName("cmp-panel");
const box = finder.querySelector("input[type=search]");
const told = finder.querySelector("output");
const choices = [...finder.querySelectorAll("input[name=known]")];
const lists = [...words.querySelectorAll("section")];
const lines = [...words.querySelectorAll("li")];
const phone = matchMedia("(max-width: 59.984em)");

const holds = (line) => `${line.textContent} ${line.dataset.for}`.toLowerCase();
const bare = (word) => word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, "");
const chosen = () => Math.max(0, choices.findIndex((choice) => choice.checked));
const shown = (list) => [...list.querySelectorAll("li:not([hidden])")].length;
const many = (count) => `${count} ${count === 1 ? "entry" : "entries"}`;

function look() {
  const wanted = box.value.toLowerCase().split(/\s+/).map(bare).filter(Boolean);
  words.toggleAttribute("data-looking", wanted.length > 0);
  for (const line of lines) line.hidden = !wanted.every((word) => holds(line).includes(word));
  const here = lists[chosen()];
  const elsewhere = lists.filter((list) => list !== here && shown(list));
  told.textContent = !wanted.length ? "" : [
    shown(here) ? `${many(shown(here))}.` : `No word here holds “${box.value.trim().slice(0, 40)}”.`,
    ...(shown(here) ? [] : elsewhere.map((list) => `${list.getAttribute("aria-label")}: ${shown(list)}.`)),
  ].join(" ");
}

/* The link of the first line whose entry an address names, if there is one. */
const linkOf = (hash) =>
  hash.length > 1 && [...words.querySelectorAll("li > a")].find((link) => link.hash === hash);

const pages = new Map();
async function read(address) {
  if (!pages.has(address)) {
    const got = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
    pages.set(address, got);
    got.catch(() => pages.delete(address)); // the next click tries again
  }
  return pages.get(address);
}

/* A copy of an entry whose links lead where they led on its own page. */
async function copied(link) {
  const address = link.href.replace(/#.*/, "");
  const title = (await read(address)).getElementById(link.hash.slice(1));
  const entry = document.importNode(title.closest(".cmp-entry"), true);
  for (const one of entry.querySelectorAll("a")) {
    one.href = new URL(one.getAttribute("href"), address).href;
  }
  for (const one of entry.querySelectorAll("[id]")) one.removeAttribute("id");
  return entry;
}

function mark(link) {
  for (const one of words.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
}

let last;
async function show(link, focus) {
  last = link;
  mark(link);
  const entry = await copied(link);
  if (last !== link) return; // another was chosen meanwhile
  const back = document.createElement("button");
  Object.assign(back, { type: "button", className: "cmp-back", textContent: "Back to the words" });
  panel.replaceChildren(back, entry);
  panel.setAttribute("data-open", "");
  const title = entry.querySelector("h2");
  title.tabIndex = -1;
  if (focus) title.focus({ preventScroll: true });
  (phone.matches ? finder : title).scrollIntoView({ block: phone.matches ? "start" : "nearest" });
}

/* On a phone the words come back in the place of the entry. */
function close() {
  panel.removeAttribute("data-open");
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
}

/* What the address names is shown: when the page is opened, and on the way back and forth. */
function follow(focus) {
  const link = linkOf(location.hash);
  const list = lists.find(({ id }) => `#${id}` === location.hash);
  if (list) choices[lists.indexOf(list)].checked = true;
  if (!link) return panel.removeAttribute("data-open");
  choices[lists.indexOf(link.closest("section"))].checked = true;
  show(link, focus).catch(() => location.replace(link.href));
}

box.addEventListener("input", () => {
  if (phone.matches) close();
  look();
});
box.addEventListener("keydown", ({ key }) => {
  const first = lists[chosen()].querySelector("li:not([hidden]) > a");
  if (key === "Enter" && box.value.trim()) first?.click();
});
for (const choice of choices) {
  choice.addEventListener("change", () => {
    if (phone.matches) close();
    look();
  });
}
words.addEventListener("click", (event) => {
  const link = event.target.closest("li > a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link, true).then(
    () => link.hash === location.hash || history.pushState(null, "", link.hash),
    () => location.assign(link.href),
  );
});
panel.addEventListener("click", ({ target }) => {
  if (!target.matches(".cmp-back")) return;
  close();
  last?.focus();
});
finder.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && panel.contains(document.activeElement)) {
    close();
    last?.focus();
  }
});
addEventListener("popstate", () => follow(false));
addEventListener("pageshow", look); // a browser may keep what was typed
follow(false);
