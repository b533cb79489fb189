// Bring your own copy: a file that is dropped here is read and checked in this browser. Nothing of it is sent; what is
// fetched are the citations, which are the same for everyone.

import { all, meta, request, source } from "./api.js";
import { check, decode, tally, withoutEditorsMarks } from "./check.js";
import { $, h, placeOf, plural, replace } from "./dom.js";
import { loadPassages, recordLink, showCopy } from "./strip.js";

const LARGEST = 20_000_000;
let checking = 0;

async function read(file) {
  const turn = ++checking;
  const report = $("#copy-report");
  replace(report, h("p", {}, `Checking ${file.name} …`));
  try {
    if (file.size > LARGEST) throw new Error("The file is too large to be an article.");
    const letters = decode(new Uint8Array(await file.arrayBuffer()));
    const [citations, passages] = await Promise.all([all(request("/v1/citations", { source, limit: 100 })), loadPassages()]);
    const found = await checked(letters, citations, passages);
    if (turn !== checking) return;
    const met = citations.filter(({ id }) => found.results.get(id).result !== "missing");
    if (met.length && letters.length < passages.at(-1).end / 2) {
      replace(report, ofPart(file.name, met));
      return;
    }
    if (met.length) {
      showCopy(found.letters, found.passages, located(citations, found.results));
    }
    replace(report, words(file.name, found, citations));
  } catch (error) {
    replace(report, h("p", { class: "verdict" }, "This can’t be checked."),
      h("p", {}, error instanceof TypeError ? "The file is not text in UTF-8." : error.message));
  }
}

/** The check, on the text as it is; without editors' marks where only that makes it the text that we cite. */
async function checked(letters, citations, passages) {
  const wanted = { sha256: meta("sha256"), citations, passages };
  const found = { letters, marks: false, ...(await check(letters, wanted)) };
  const plain = found.sameFile ? null : withoutEditorsMarks(letters);
  if (!plain) return found;
  const again = await check(plain, wanted);
  return tally(again.results).exact > tally(found.results).exact ? { letters: plain, marks: true, ...again } : found;
}

/** Where each citation stands in this copy; nowhere where its quote is missing. */
function located(citations, results) {
  const move = ({ start, end }, by) => ({ start: start + by, end: end + by });
  return citations.map((citation) => {
    const { result, shift } = results.get(citation.id);
    const place = result === "missing" ? null : {
      quote: move(citation.quote, shift),
      span: result === "changed" ? move(citation.quote, shift) : move(citation.span, shift),
    };
    return { record: citation.record, ordinal: citation.ordinal, result, place };
  });
}

/** What a part of the article has: too little around a quote to check it. */
function ofPart(name, met) {
  return [
    h("p", { class: "verdict" }, `${plural(met.length, "quote")} of the article ${met.length === 1 ? "stands" : "stand"} in it, to the letter.`),
    h("ul", {}, met.map(named)),
    h("p", {}, `${name} is a part of the article, or another text. Whether its other words are the article’s can’t be told from it: `
      + "bring the whole article to check every sentence. Nothing was sent."),
  ];
}

/** A citation by its record, its quote and its place. */
const named = ({ record, quote, locator }) => h("li", {}, recordLink(record),
  ` (“${quote.exact}”, ${placeOf(locator)})`);

function words(name, { sameFile, marks, results }, citations) {
  const counts = tally(results);
  const number = citations.length;
  const standing = counts.exact + counts.moved;
  if (!standing && !counts.changed) {
    return [h("p", { class: "verdict" }, "This doesn’t look like the article."),
      h("p", {}, `None of its ${number} quotes is in ${name}, which was read in this browser and not sent.`)];
  }
  const verdict = standing === number
    ? `All ${number} citations stand in your copy, word for word.`
    : `${standing} of ${number} citations stand in your copy, word for word.`;
  return [
    h("p", { class: "verdict" }, verdict),
    h("ul", { class: "counts" }, [
      h("li", {}, sameFile ? "The file is the one that we cite (SHA-256)." : "The file is another version (SHA-256 differs)."),
      marks && h("li", {}, "Your editor saved it with a byte order mark or Windows line ends; these were left out of the count."),
      counts.moved > 0 && h("li", {}, `${counts.moved} of them at another place: ${moves(results)}.`),
      counts.changed > 0 && h("li", {}, `${counts.changed} changed: the quote stands, the text around it is another. `
        + "Sentences that differ have a wavy line."),
      counts.missing > 0 && h("li", {}, `${counts.missing} missing: the quote is not in your copy.`),
    ]),
    !sameFile && differing(citations, results),
    h("p", {}, `${name} was read in this browser and not sent. The strip below is now your text: choose a sentence to see `
      + "its claims, a record to see its words."),
  ];
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
  $("#copy-paste").addEventListener("input", (event) => event.target.value && read(new File([event.target.value], "The pasted text")));
  $("#copy-file").addEventListener("change", (event) => event.target.files[0] && read(event.target.files[0]));
}
