/* What is a must, nice or no matter among ticked rows, and what each column lacks of the musts, in words. */

const names = { must: "Must", nice: "Nice to have", "no-matter": "No matter" };

/* Says what the column at a place lacks of the musts, or that it lacks nothing; empty where no level says it. */
export function lacking(musts, place) {
  const missing = musts.filter(({ lacks }) => lacks[place]);
  if (missing.length) {
    return `has no built-in: ${missing.map(({ title, lacks }) => `${title} (${lacks[place]})`).join(", ")}.`;
  }
  if (!musts.some(({ lacks }) => lacks[place] === "")) return "";
  return unlevelled(musts) ? "has the rest built in." : "has all of them built in.";
}

/* Names the musts that no level speaks of; empty where there are none. */
export function unlevelled(musts) {
  const titles = musts.filter(({ lacks }) => lacks.includes(null)).map(({ title }) => title);
  return titles.length ? `No levels, so read: ${titles.join(", ")}.` : "";
}

/* Returns the part of a decision record about rows that have a title, a need and lacks; empty where all are nice. */
export function needsPart(rows, columns) {
  if (rows.every(({ need }) => need === "nice")) return "";
  const of = (need) => rows.filter((row) => row.need === need);
  const listed = Object.entries(names).map(([need, name]) => [`${name}:`, of(need).map(({ title }) => title).join(", ")]);
  const musts = of("must");
  const said = columns.map((column, place) => [column, lacking(musts, place)]);
  const lines = (pairs) => pairs.filter(([, text]) => text).map(([name, text]) => `- ${name} ${text}`);
  const parts = [["", "## What we need", ""], lines(listed)];
  if (musts.length) parts.push(["", "Of the musts:", ""], lines(said), unlevelled(musts) ? [`- ${unlevelled(musts)}`] : []);
  return `${parts.flat().join("\n")}\n`;
}
