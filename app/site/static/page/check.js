// Whether a copy of the text bears the citations out: as `verify` does, by code points and SHA-256. Nothing here knows of
// the page or the network.

import { sha256 } from "./sha256.js";

const encoder = new TextEncoder();
const MOST_PLACES = 5;

const cut = (letters, start, end) => letters.slice(start, end).join("");
export const hashOf = (letters, start, end) => sha256(encoder.encode(cut(letters, start, end)));

/** A file's bytes as text, one entry for each code point, with nothing normalised. Throws where they aren't UTF-8. */
export function decode(bytes) {
  return Array.from(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
}

/** The same text without what editors add: a byte order mark, carriage returns. Null where there is none of them. */
export function withoutEditorsMarks(letters) {
  const plain = Array.from(letters.join("").replace(/^\ufeff/, "").replaceAll("\r\n", "\n"));
  return plain.length === letters.length ? null : plain;
}

/** Where in the text a phrase begins, in code points. */
export function places(letters, phrase) {
  const whole = letters.join("");
  const found = [];
  for (let at = whole.indexOf(phrase); at >= 0; at = whole.indexOf(phrase, at + 1)) {
    found.push(Array.from(whole.slice(0, at)).length);
  }
  return found;
}

/** By how much texts may have moved: from where the quotes that occur few times stand now. */
function shifts(letters, citations) {
  const found = new Set([0]);
  for (const { quote } of citations) {
    const now = places(letters, quote.exact);
    if (now.length <= MOST_PLACES) now.forEach((start) => found.add(start - quote.start));
  }
  return [...found].sort((a, b) => Math.abs(a) - Math.abs(b));
}

/** By how much a piece of text has moved, its hash being the same; null where it stands nowhere as it was. */
async function shiftOf(letters, piece, candidates) {
  for (const shift of candidates) {
    const [start, end] = [piece.start + shift, piece.end + shift];
    if (start >= 0 && end <= letters.length && (await hashOf(letters, start, end)) === piece.sha256) return shift;
  }
  return null;
}

async function checkOne(letters, citation, candidates) {
  const { quote, span } = citation;
  const shift = await shiftOf(letters, span, candidates);
  const stands = (by) => cut(letters, quote.start + by, quote.end + by) === quote.exact;
  if (shift !== null && stands(shift)) return { result: shift === 0 ? "exact" : "moved", shift };
  const now = places(letters, quote.exact).map((start) => start - quote.start);
  if (!now.length) return { result: "missing", shift: null };
  const nearest = now.reduce((best, by) => (Math.abs(by) < Math.abs(best) ? by : best));
  return { result: "changed", shift: nearest };
}

/** Check every citation and find every passage, to the character. Results by id: `exact`, `moved`, `changed` (the quote stands,
 * the text around it is another), `missing`; `shift` in code points. Passages by id: where they stand, or null. */
export async function check(letters, { sha256: wanted, citations, passages }) {
  const candidates = shifts(letters, citations);
  const results = new Map();
  for (const citation of citations) results.set(citation.id, await checkOne(letters, citation, candidates));
  const found = new Map();
  for (const passage of passages) {
    const shift = await shiftOf(letters, passage, candidates);
    found.set(passage.id, shift === null ? null : { start: passage.start + shift, end: passage.end + shift });
  }
  const sameFile = (await hashOf(letters, 0, letters.length)) === wanted;
  return { sameFile, results, passages: found };
}

/** How many have each result; `near` is what `near.js` finds. */
export function tally(results) {
  const counts = { exact: 0, moved: 0, near: 0, changed: 0, missing: 0 };
  for (const { result } of results.values()) counts[result] += 1;
  return counts;
}
