/* What is copied: a link, or rows as Markdown, which are loaded when somebody wants them. */
const { base } = JSON.parse(document.getElementById("__config").textContent);
const site = new URL(base.replace(/\/*$/, "/"), location.href).href;

let parts;
export function load() {
  parts ??= fetch(`${site}data/v1/decision.json`).then((got) =>
    got.ok ? got.json() : Promise.reject(new Error(got.statusText))
  );
  parts.catch(() => (parts = undefined)); // the next click tries again
  return parts;
}

const line = (cells) => `| ${cells.join(" | ")} |`;
export const markdown = (row, shown = () => true) =>
  line([`[${row.title}](${site}${row.address})`, ...row.cells.filter((_, place) => shown(place))]);
export function table(columns, rows, shown) {
  const heads = columns.filter((_, place) => shown(place));
  return [line(["", ...heads]), line(["---", ...heads.map(() => "---")]), ...rows].join("\n");
}

/* Writes to the clipboard, html beside the text if there is some; says in output what became of it. */
export async function copy(what, output, text, html) {
  const area = output.closest("form")?.querySelector("textarea");
  try {
    if (area) area.hidden = true;
    if (html) {
      const kinds = { "text/plain": text, "text/html": html };
      const blobs = Object.entries(kinds).map(([type, said]) => [type, new Blob([said], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } else await navigator.clipboard.writeText(text);
    output.textContent = `Copied: ${what}.`;
  } catch {
    output.textContent = `The browser does not let this page copy ${what}`;
    output.textContent += area ? "; here is the text, selected." : ".";
    if (!area) return;
    area.hidden = false;
    area.value = text;
    area.select();
  }
}
