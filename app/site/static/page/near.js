// Whether a copy that isn't ours to the character still has the same words. Runs of spaces and line ends count as one there,
// and quotation marks, apostrophes and dashes of every kind as one another. We don't have the cited text here, only its
// hashes: so each passage is written again with the spaces and marks that it may have had, and it counts only where that has
// the SHA-256 of the passage that we cite.

import { hashOf, places } from "./check.js";

const KINDS = { "'": "’'‘", '"': "”“\"", "-": "-—–" };
const PLAIN = new Map([["'", "'’‘‚‛′`´"], ['"', '"“”„‟″«»'], ["-", "-‐‑‒–—―−"]]
  .flatMap(([plain, kinds]) => Array.from(kinds, (kind) => [kind, plain])));
const CLOSING = /[,.;:!?)]/;
const NAMED = /[^\p{Ll}]/u; // what begins or ends a piece that a layout tears off: a name, a figure, a bracket
const MOST_PLACES = 5;
const MOST_TRIES = 20_000;

/** A text as signs: each with its plain form and its place. A run of spaces is one sign, and so is a dash of hyphens. */
export function signsOf(letters) {
  const signs = [];
  letters.forEach((letter, at) => {
    const plain = PLAIN.get(letter) ?? (/\s/.test(letter) ? " " : letter);
    const last = signs.at(-1);
    if (last?.plain === plain && (plain === " " || letter + last.given[0] === "--")) {
      last.given += letter;
      last.end = at + 1;
    } else signs.push({ plain, given: letter, start: at, end: at + 1 });
  });
  return signs;
}

const plainOf = (signs) => signs.map(({ plain }) => plain).join("");
const squeezed = (signs) => plainOf(signs).replaceAll(" ", "");

/** What a sign may have been, the likeliest first. */
function kindsOf({ plain, given }, before, after) {
  if (!(plain in KINDS)) return [given];
  const spaced = plain === "-" && before?.plain === " " && after?.plain === " ";
  const likely = given.length > 1 ? "—" : given !== plain ? given : spaced ? "–" : "";
  return [...new Set([...likely, ...KINDS[plain]])];
}

/** Every way to choose one of each. */
function* choices([first, ...rest]) {
  if (!first) yield [];
  else for (const one of first) for (const others of choices(rest)) yield [one, ...others];
}

/** Every way to choose so many of a list. */
function* chosen(list, many, from = 0) {
  if (many === 0) yield [];
  else for (let at = from; at <= list.length - many; at += 1) for (const others of chosen(list, many - 1, at + 1)) yield [list[at], ...others];
}

/** Where the lines of a piece may have ended: at a space, or before or after punctuation where the copy has `lost` it. */
function* breaksOf(piece, many, lost) {
  const at = [...piece.keys()];
  const spaces = at.filter((index) => piece[index].plain === " ");
  const bare = at.filter((index) => index && (CLOSING.test(piece[index].plain) || piece[index - 1].plain === "("));
  const ended = spaces.filter((index) => piece[index].given.includes("\n"));
  const wordBefore = (index) => piece[spaces[spaces.indexOf(index) - 1] + 1 || 0].plain;
  const likely = spaces.filter((index) => NAMED.test(piece[index + 1].plain) || NAMED.test(wordBefore(index)));
  for (const inserted of chosen(bare, lost)) {
    if (ended.length === many - lost) yield new Set([...inserted, ...ended]);
    for (const list of [likely, spaces]) for (const some of chosen(list, many - lost)) yield new Set([...inserted, ...some]);
  }
}

/** A piece written with these marks, by their place, and line ends: its text, and where each of its code points stands in the copy. */
function written(piece, marks, breaks) {
  const text = [];
  const spots = [];
  piece.forEach(({ plain, given, start, end }, index) => {
    if (breaks.has(index) && plain !== " ") {
      text.push("\n");
      spots.push({ start, end: start });
    }
    text.push(plain === " " ? (breaks.has(index) ? "\n" : " ") : marks.get(index) ?? given);
    spots.push({ start, end });
  });
  return { text, spots };
}

/** Every way to write a piece: first with the line ends that the copy has, then with its marks as they probably were. */
function* waysOf(piece, many, lost) {
  const marks = [...piece.keys()].filter((index) => piece[index].plain in KINDS);
  const kinds = marks.map((index) => kindsOf(piece[index], piece[index - 1], piece[index + 1]));
  const named = (chosenKinds) => new Map(chosenKinds.map((kind, index) => [marks[index], kind]));
  const [first] = breaksOf(piece, many, lost);
  if (!first) return;
  for (const some of choices(kinds)) yield written(piece, named(some), first);
  for (const some of choices(kinds)) for (const breaks of many ? breaksOf(piece, many, lost) : []) yield written(piece, named(some), breaks);
}

/** Write a piece in every likely way until it has the hash; null where it has it in none. */
async function rewritten(piece, passage, lost) {
  let tries = 0;
  for (const { text, spots } of waysOf(piece, passage.lines.last - passage.lines.first, lost)) {
    if ((await hashOf(text, 0, text.length)) === passage.sha256) return spots;
    tries += 1;
    if (tries > MOST_TRIES) return null;
  }
  return null;
}

/** Find a passage at one of these places of the copy. */
async function found(signs, passage, starts, quotes) {
  const isEdge = (at) => (signs[at]?.plain ?? " ") === " ";
  for (const from of starts) {
    if (!isEdge(from - 1) || isEdge(from)) continue;
    for (let lost = 0; lost <= passage.lines.last - passage.lines.first; lost += 1) {
      const end = from + passage.end - passage.start - lost;
      if (end > signs.length || !isEdge(end) || isEdge(end - 1)) continue;
      const piece = signs.slice(from, end);
      const letters = squeezed(piece);
      const spots = quotes.every((quote) => letters.includes(quote)) ? await rewritten(piece, passage, lost) : null;
      if (spots) return { from, end, spots };
    }
  }
  return null;
}

const within = (passage, { start }) => passage.start <= start && start < passage.end;

/** Where each passage stands in the copy, in signs and by each of its code points; null where its words are others. */
async function passagesIn(signs, passages, quotes) {
  const standing = new Map();
  let next = 0;
  for (const passage of passages) {
    const own = quotes.filter(({ quote }) => within(passage, quote));
    const torn = passage.lines.last - passage.lines.first;
    const starts = own.filter(({ at }) => at.length <= MOST_PLACES).flatMap(({ quote, at }) => at.flatMap(
      (place) => Array.from({ length: torn + 1 }, (_, lost) => place - (quote.start - passage.start) + lost)));
    while (signs[next]?.plain === " ") next += 1;
    const place = await found(signs, passage, new Set([next, ...starts]), own.map(({ letters }) => letters));
    standing.set(passage.id, place);
    if (place) next = place.end;
  }
  return standing;
}

/** Where a citation's words stand, if each passage of its span does and nothing but space stands between; else null. */
function placeOf({ quote, span }, passages, standing, signs) {
  const parts = passages.filter(({ start, end }) => start < span.end && end > span.start);
  const stand = parts.map(({ id }) => standing.get(id));
  const follow = (place, index) => place && (index === 0 || (stand[index - 1]
    && signs.slice(stand[index - 1].end, place.from).every(({ plain }) => plain === " ")));
  if (!parts.length || !stand.every(follow)) return null;
  const spot = (at) => {
    const index = parts.findIndex((passage) => within(passage, { start: at }));
    return index < 0 ? null : stand[index].spots[at - parts[index].start];
  };
  const piece = ({ start, end }) => ({ start: spot(start)?.start, end: spot(end - 1)?.end });
  return { quote: piece(quote), span: piece(span) };
}

/** Where the words of citations and passages stand in a copy, by id; null where they don't. `quotes`: where those of a
 * quote stand, whatever is around it. */
export async function near(letters, { citations, passages }) {
  const signs = signsOf(letters);
  const text = Array.from(plainOf(signs));
  const quotes = citations.map(({ id, quote }) => {
    const own = signsOf(Array.from(quote.exact));
    return { id, quote, size: own.length, letters: squeezed(own), at: places(text, plainOf(own)) };
  });
  const standing = await passagesIn(signs, passages, quotes);
  const edges = (from, end) => ({ start: signs[from].start, end: signs[end - 1].end });
  return {
    citations: new Map(citations.map((citation) => [citation.id, placeOf(citation, passages, standing, signs)])),
    passages: new Map(passages.map(({ id }) => [id, standing.get(id) && edges(standing.get(id).from, standing.get(id).end)])),
    quotes: new Map(quotes.map(({ id, size, at }) => [id, at.length ? edges(at[0], at[0] + size) : null])),
  };
}
