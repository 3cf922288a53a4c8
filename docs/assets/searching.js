/* What is typed into the search box, put so that the theme's search finds it, and what it finds. */
const SETUP = 0, QUERY = 2, RESULT = 3;
const LAST_RESORT = "not-compared/";
const ASIDE = new Set(
  ("a about an and any are as at be between by can could did do does for from get has have how i if in into is it its "
    + "me my need of on one or should so than that the their them there these they this to use used using versus vs "
    + "was we what when where which who why will with without would you your").split(" ")
);
const ENDINGS = ["ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e"];
const SHORTEST = 4;

/* Stands between the page and the worker: both say what they always say. */
export function speaking(worker) {
  let index, words;
  const asked = [];
  const told = new EventTarget();
  worker.addEventListener("message", ({ data }) => {
    const answer = data.type === RESULT && index ? shown(data, index, asked.shift()) : data;
    told.dispatchEvent(new MessageEvent("message", { data: answer }));
  });
  return {
    addEventListener: (...heard) => told.addEventListener(...heard),
    postMessage(message) {
      if (message.type === SETUP && message.data.docs) {
        index = message.data;
        words = vocabulary(index);
      }
      if (message.type !== QUERY || !index) return worker.postMessage(message);
      const { text, typed } = query(message.data, words);
      asked.push(typed);
      worker.postMessage({ ...message, data: text });
    },
  };
}

/* How often each word stands in the index. */
function vocabulary({ config, docs }) {
  const words = new Map();
  const separator = new RegExp(config.separator);
  for (const doc of docs) {
    const plain = Object.keys(config.fields).map((field) => doc[field] ?? "").join(" ").replace(/<[^>]*>/g, " ").toLowerCase();
    for (const word of plain.split(separator)) {
      words.set(word, (words.get(word) ?? 0) + 1);
    }
  }
  return words;
}

/* The query for the worker, and the typed word behind each word of it. Quotes, + and - are left to those who know them. */
function query(text, words) {
  const typed = new Map();
  if (/"|(^|\s)[+-]/.test(text)) return { text, typed };
  const all = text.toLowerCase().replace(/[^\p{L}\p{N}_.]+/gu, " ").split(" ");
  const said = all.map((word) => word.replace(/^\.+|\.+$/g, "")).filter(Boolean);
  const telling = said.filter((word) => !ASIDE.has(word));
  const terms = [];
  for (const word of telling.length ? telling : said) {
    for (const known of inIndex(word, words)) {
      const stem = stemOf(known);
      typed.set(known, word).set(stem, word);
      terms.push(`${known}^8`, `${stem}*`);
    }
  }
  return { text: terms.join(" "), typed };
}

/* A word as the index has it: as it is, in parts, or the nearest one. */
function inIndex(word, words) {
  const stem = stemOf(word);
  const all = [...words.keys()];
  if (all.some((known) => known.startsWith(stem))) return [word];
  const parts = word.split(/[_.]+/).filter(Boolean);
  if (parts.length > 1) return parts;
  const far = word.length < 8 ? 1 : 2;
  if (word.length <= SHORTEST) return [word];
  const near = all.filter((known) => known.length > SHORTEST && distance(word, known) <= far);
  near.sort((one, other) =>
    distance(word, one) - distance(word, other) || words.get(other) - words.get(one));
  return [near[0] ?? word];
}

function stemOf(word) {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST);
  return ending && !/[_.]/.test(word) ? word.slice(0, -ending.length) : word;
}

/* How many letters differ, are missing or are too many. */
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let line = [...other, ""].map((_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = line[column - 1] + (one[row - 1] !== other[column - 1]);
      next.push(Math.min(changed, line[column] + 1, next[column - 1] + 1));
    }
    line = next;
  }
  return line.at(-1);
}

/* The answer of the worker, in order of how much of the question each part has; where it has none, what is not compared yet. */
function shown(answer, index, typed) {
  const { items } = answer.data;
  const resort = index.docs.find(({ location }) => location === LAST_RESORT);
  if (!items.length && typed.size && resort) items.push([{ ...resort, score: 1, terms: {} }]);
  const asked = new Set(typed.values()).size;
  for (const item of items.flat()) {
    if (item.said) item.text = marked(item.said, Object.keys(item.terms));
    else if (!item.text.includes("<mark>")) item.text = beginning(item.text);
  }
  if (!asked) return answer;
  for (const group of items) {
    const page = group.find(({ location }) => !location.includes("#"));
    const onPage = found(page?.terms ?? {}, typed);
    for (const item of group) {
      const words = found(item.terms, typed);
      item.score *= (new Set([...words, ...onPage]).size / asked) ** 2 * (1 + 3 * ofTitle(item.title));
      item.terms = asTyped(item.terms, typed, words);
    }
    group.sort((one, other) => other.score - one.score);
  }
  items.sort(([one], [other]) => other.score - one.score);
  return answer;
}

/* How much of a title was typed. */
function ofTitle(title) {
  const words = title.toLowerCase().replace(/<\/?mark>/g, "").split(/[^\p{L}\p{N}_.]+/u);
  const telling = words.filter((word) => word && !ASIDE.has(word)).length;
  return telling && Math.min(1, (title.split("<mark>").length - 1) / telling);
}

/* Those of the typed words that were found. */
function found(terms, typed) {
  return new Set(Object.keys(terms).filter((term) => terms[term]).map((term) => typed.get(term)));
}

/* What was found, as in the index, and what is missing, as it was typed. */
function asTyped(terms, typed, words) {
  const all = Object.entries(terms).map(([term, is]) => [is ? term : typed.get(term) ?? term, is]);
  return Object.fromEntries(all.filter(([term, is]) => is || !words.has(term)));
}

/* HTML with a mark around each word, and each name with dots, of which a part begins like a term. */
function marked(html, terms) {
  return html.replace(/<[^>]*>|&\w+;|[\w.]+/g, (one) => {
    const parts = [one, ...one.split(".")].map((part) => part.toLowerCase());
    return terms.some((term) => parts.some((part) => part.startsWith(term)))
      ? `<mark>${one}</mark>` : one;
  });
}

/* The first paragraph of a long text. */
function beginning(text) {
  const end = text.indexOf("</p>");
  return end > 0 ? text.slice(0, end + "</p>".length) : text.match(/^(?:<[^>]*>|&\w+;|[^<&]){0,200}/)[0];
}
