/* Conveniences: without this script the pages say the same, only these are missing. */

/* Beside the day of a check, in words, how long ago that is; there is room for it. */
const units = [["year", 365], ["month", 30], ["day", 1]];
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

for (const time of document.querySelectorAll(".cmp-checked time, caption time")) {
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
