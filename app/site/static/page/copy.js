// Bring your own copy: a file that is dropped here is read and checked in this browser. Nothing of it is sent; what is
// fetched are the citations, which are the same for everyone.

import { all, meta, request, source } from "./api.js";
import { check, decode, tally, withoutEditorsMarks } from "./check.js";
import { $, h, placeOf, plural, replace } from "./dom.js";
import { loadPassages, recordLink, showCopy, showShape } from "./strip.js";

const PASTED = "the pasted text";
const second = () => import("./near.js"); // fetched for every copy, whatever it is, and not before there is one
const LARGEST = 20_000_000;
let checking = 0;

async function read(file, name = file.name) {
  const turn = ++checking;
  const report = $("#copy-report");
  replace(report, h("p", {}, `Checking ${name} …`));
  try {
    if (file.size > LARGEST) throw new Error("The file is too large to be an article.");
    const letters = decode(new Uint8Array(await file.arrayBuffer()));
    const [citations, passages] = await Promise.all([all(request("/v1/citations", { source, limit: 100 })), loadPassages(), second()]);
    const found = await checked(letters, citations, passages);
    if (turn !== checking) return;
    const met = citations.filter(({ id }) => found.results.get(id).result !== "missing");
    const isPart = met.length > 0 && letters.length < passages.at(-1).end / 2;
    if (met.length && !isPart) showCopy(found.letters, found.passages, located(citations, found.results));
    else showShape();
    replace(report, isPart ? ofPart(name, met, found.results) : words(name, found, citations));
  } catch (error) {
    if (turn !== checking) return;
    showShape();
    replace(report, h("p", { class: "verdict" }, "This can’t be checked."),
      h("p", {}, error instanceof TypeError ? "The file is not text in UTF-8." : error.message));
  }
}

/** Nothing is brought any more: the page is as it was. */
function forget() {
  checking += 1;
  showShape();
  replace($("#copy-report"));
}

/** The check, on the text as it is; without editors' marks where only that makes it the text that we cite. What doesn't
 * stand to the character is then looked for with spaces and quotation marks of any kind. */
async function checked(letters, citations, passages) {
  const wanted = { sha256: meta("sha256"), citations, passages };
  const found = { letters, marks: false, ...(await check(letters, wanted)) };
  const plain = found.sameFile ? null : withoutEditorsMarks(letters);
  const again = plain && { letters: plain, marks: true, ...(await check(plain, wanted)) };
  const better = again && tally(again.results).exact > tally(found.results).exact ? again : found;
  return better.sameFile ? better : { ...better, ...(await loosely(better, wanted)) };
}

/** The same results, with what differs in spaces and marks alone told from what has changed. */
async function loosely({ letters, results, passages }, wanted) {
  const { near } = await second();
  const same = await near(letters, wanted);
  const judged = ([id, found]) => {
    const place = same.citations.get(id);
    const quote = same.quotes.get(id);
    const isLoose = found.result === "missing"; // as it is written, its quote stands nowhere
    if (["exact", "moved"].includes(found.result)) return [id, found];
    if (place) return [id, { result: "near", shift: null, place, isLoose }];
    return [id, isLoose && quote ? { result: "changed", shift: null, place: { quote, span: quote }, isLoose } : found];
  };
  const stands = ([id, place]) => [id, place ?? (same.passages.get(id) && { ...same.passages.get(id), near: true })];
  return { results: new Map([...results].map(judged)), passages: new Map([...passages].map(stands)) };
}

/** Where each citation stands in this copy; nowhere where its quote is missing. */
function located(citations, results) {
  const move = ({ start, end }, by) => ({ start: start + by, end: end + by });
  return citations.map((citation) => {
    const { result, shift, place } = results.get(citation.id);
    const moved = result === "missing" ? null : place ?? {
      quote: move(citation.quote, shift),
      span: result === "changed" ? move(citation.quote, shift) : move(citation.span, shift),
    };
    return { record: citation.record, ordinal: citation.ordinal, result, place: moved };
  });
}

/** What a part of the article has: too little around a quote to check it. */
function ofPart(name, met, results) {
  const loose = met.filter(({ id }) => results.get(id).isLoose).length;
  const how = loose ? `: ${met.length - loose} to the character, ${loose} but for spaces, quotation marks or dashes.` : ", to the character.";
  return [
    h("p", { class: "verdict" }, `${plural(met.length, "quote")} of the article ${met.length === 1 ? "stands" : "stand"} in it${how}`),
    h("ul", {}, met.map(named)),
    h("p", {}, `${capital(name)} is a part of the article, or another text. Whether its other words are the article’s can’t be told from it: `
      + "bring the whole article to check every sentence. Nothing was sent."),
  ];
}

const capital = (name) => (name === PASTED ? `T${name.slice(1)}` : name);

/** A citation by its record, its quote and its place. */
const named = ({ record, quote, locator }) => h("li", {}, recordLink(record),
  ` (“${quote.exact}”, ${placeOf(locator)})`);

function words(name, { sameFile, marks, results }, citations) {
  const counts = tally(results);
  const number = citations.length;
  if (counts.missing === number) {
    return [h("p", { class: "verdict" }, "This doesn’t look like the article."),
      h("p", {}, `None of its ${number} quotes is in ${name}, which was read in this browser and not sent.`)];
  }
  return [
    h("p", { class: "verdict" }, verdict(counts, number)),
    h("ul", { class: "counts" }, [
      h("li", {}, fileIs(sameFile, counts)),
      marks && h("li", {}, "Your editor saved it with a byte order mark or Windows line ends; these were left out of the count."),
      counts.near > 0 && h("li", {}, `${counts.exact + counts.moved} stand to the character.`),
      counts.moved > 0 && h("li", {}, `${counts.moved} of them at another place: ${moves(results)}.`),
      counts.near > 0 && h("li", {}, `${counts.near} differ only in spaces, line ends, quotation marks or dashes. Their sentences have a dashed line.`),
      counts.changed > 0 && h("li", {}, `${counts.changed} changed: the quote stands, the text around it is another. `
        + "Sentences that differ have a wavy line."),
      counts.missing > 0 && h("li", {}, `${counts.missing} missing: the quote is not in your copy.`),
    ]),
    !sameFile && differing(citations, results),
    h("p", {}, `${capital(name)} was read in this browser and not sent. The strip below is now your text: choose a sentence to see `
      + "its claims, a record to see its words."),
  ];
}

/** The result in a sentence. The words may be the same where not every character is: then that is all it says. */
function verdict({ exact, moved, near: loose }, number) {
  const standing = exact + moved;
  if (standing === number) return `All ${number} citations stand in your copy, to the character.`;
  if (standing + loose === number) return `The words of all ${number} citations stand in your copy.`;
  if (loose) return `The words of ${standing + loose} of ${number} citations stand in your copy.`;
  return `${standing} of ${number} citations stand in your copy, to the character.`;
}

function fileIs(sameFile, { changed, missing }) {
  if (sameFile) return "The file is the one that we cite (SHA-256).";
  if (changed || missing) return "The file is another version (SHA-256 differs).";
  return "Not every character of it is as we cite it (its SHA-256 differs).";
}

/** By how many characters things moved, at least and at most. */
function moves(results) {
  const by = [...results.values()].filter(({ result }) => result === "moved").map(({ shift }) => shift);
  const say = (shift) => plural(Math.abs(shift), "character") + (shift > 0 ? " later" : " earlier");
  const [least, most] = [Math.min(...by), Math.max(...by)];
  return least === most ? say(least) : `from ${say(least)} to ${say(most)}`;
}

function differing(citations, results) {
  const wrong = citations.filter(({ id }) => ["changed", "missing"].includes(results.get(id).result));
  if (!wrong.length) return null;
  const items = wrong.map((citation) => {
    const item = named(citation);
    item.prepend(h("b", {}, results.get(citation.id).result), ": ");
    return item;
  });
  return h("details", {}, h("summary", {}, `Which ${plural(wrong.length, "citation")}`), h("ul", {}, items));
}

export function start() {
  const form = $("#copy");
  const over = (on) => (event) => {
    event.preventDefault();
    form.classList.toggle("over", on);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
  // A file that misses the box must not replace the page.
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => event.preventDefault());
  let waiting;
  $("#copy-paste").addEventListener("input", ({ target }) => {
    clearTimeout(waiting); // who types, or a browser that inserts line by line, is checked at the end
    waiting = setTimeout(() => (target.value.trim() ? read(new Blob([target.value]), PASTED) : forget()), 150);
  });
  $("#copy-file").addEventListener("change", (event) => event.target.files[0] && read(event.target.files[0]));
}
