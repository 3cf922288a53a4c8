/* Two things; without this script the page says the same, only these are missing. */

/* Beside each day, in words, how long ago that is. */
const units = [["year", 365], ["month", 30], ["day", 1]];
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

for (const time of document.querySelectorAll("time[datetime]")) {
  const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 86_400_000);
  if (days < 0) continue;
  const [unit, length] = units.find(([, length]) => days >= length) ?? units.at(-1);
  time.append(` (${words.format(-Math.floor(days / length), unit)})`);
}

/* The rows of a table that a reader ticks: shown alone, in the address as ?rows=a,b, and copied. */
const form = document.querySelector(".cmp-choose");
if (form) {
  const ticks = [...form.querySelectorAll("input[name=rows]")];
  const [output, area] = form.querySelectorAll("output, textarea");
  const { link, record } = form.elements;

  const ticked = () => ticks.filter((tick) => tick.checked);
  const keys = () => ticked().map((tick) => tick.value);
  const address = () => location.pathname + (keys().length ? `?rows=${keys().join(",")}` : "");
  const titles = (some) => some.map((tick) => tick.nextElementSibling.textContent).join(", ");
  const listed = (names) =>
    names.slice(0, 5).map((name) => name.slice(0, 40)).join(", ") +
    (names.length > 5 ? ` and ${names.length - 5} more` : "");

  function show(some, ...said) {
    for (const tick of ticks) tick.closest("tr").hidden = !some.includes(tick);
    for (const group of form.querySelectorAll("tbody")) {
      group.hidden = !group.querySelector("tr:not(.cmp-group, [hidden])");
    }
    const differ = some.filter((tick) => tick.closest("tr").matches("[data-differs]"));
    const where = some.length < ticks.length && differ.length ? titles(differ) : "";
    output.textContent = [
      `${some.length} of ${ticks.length} rows shown.`,
      where && `The level of support differs in: ${where}.`,
      ...said,
    ].filter(Boolean).join(" ");
  }

  async function copy(what, text) {
    area.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      output.textContent = `Copied: ${what}.`;
    } catch {
      area.hidden = false;
      area.value = text;
      area.select();
      output.textContent = `The browser does not let this page copy; here is ${what}, selected.`;
    }
  }

  let parts;
  function load() {
    parts ??= fetch(form.dataset.parts).then((got) => (got.ok ? got.json() : Promise.reject()));
    parts.catch(() => (parts = undefined));
    return parts;
  }

  async function written() {
    const { template, same, rows } = await load();
    const site = new URL(form.dataset.site, location.href).href;
    const chosen = keys().map((key) => rows[key]);
    const given = {
      address: new URL(address(), location.href).href,
      rows: chosen
        .map((row) => `| [${row.title}](${site}${row.address}) | ${row.cells.join(" | ")} |`)
        .join("\n"),
      differences: chosen.map((row) => row.differs).filter(Boolean).join("\n") || same,
    };
    return template.replace(/\{(address|rows|differences)\}/g, (_, name) => given[name]);
  }

  form.addEventListener("change", () => {
    load().catch(() => {});
    output.textContent = `${ticked().length} of ${ticks.length} rows ticked.`;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!ticked().length) return void (output.textContent = "Tick at least one row first.");
    history.replaceState(null, "", address());
    show(ticked());
  });
  form.addEventListener("reset", () => {
    history.replaceState(null, "", location.pathname);
    setTimeout(() => show(ticks)); // after the boxes are empty
  });
  link.addEventListener("click", () => copy("the link", new URL(address(), location.href).href));
  record.addEventListener("click", async () => {
    if (!ticked().length) return void (output.textContent = "Tick at least one row first.");
    const text = await written().catch(() => "");
    if (text) return copy("the decision record", text);
    output.textContent = "The parts of the record could not be loaded; try again.";
  });

  const asked = new URLSearchParams(location.search);
  const names = [...new Set(asked.getAll("rows").flatMap((list) => list.split(",")))].filter(Boolean);
  for (const tick of ticks) tick.checked = names.includes(tick.value);
  const ignored = [
    ...names.filter((name) => !ticks.some((tick) => tick.value === name)),
    ...[...asked.keys()].filter((name) => name !== "rows"),
  ];
  if (names.length || ignored.length) {
    const said = ignored.length && `Ignored in the address: ${listed(ignored)}.`;
    show(ticked().length ? ticked() : ticks, said);
    if (ticked().length) load().catch(() => {});
  }
}
