/* Says beside each day how long ago that is, in words; without this script the day stands alone. */
const units = [["year", 365], ["month", 30], ["day", 1]];
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

for (const time of document.querySelectorAll("time[datetime]")) {
  const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 86_400_000);
  if (days < 0) continue;
  const [unit, length] = units.find(([, length]) => days >= length) ?? units.at(-1);
  time.append(` (${words.format(-Math.floor(days / length), unit)})`);
}
