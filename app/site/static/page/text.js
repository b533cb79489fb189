// The reader's own copy, shown as text: passages to choose, and the evidence of what is chosen marked in it.

import { h } from "./dom.js";

/** Where each passage stands in this copy. One whose text has changed lies between its neighbours. */
export function placed(passages, standing, length) {
  const known = passages.map((passage) => {
    const place = standing.get(passage.id);
    return { passage, changed: !place, near: false, ...(place ?? { start: passage.start, end: passage.end }) };
  });
  let floor = 0;
  return known.map((each, index) => {
    if (!each.changed) {
      floor = Math.max(floor, each.end);
      return each;
    }
    const next = known.slice(index + 1).find((later) => !later.changed);
    const gap = Number.isFinite(passages[index + 1]?.start) ? passages[index + 1].start - each.passage.end : 0;
    const straight = known[index + 1] === next;
    const size = each.passage.end - each.passage.start;
    const end = straight && next ? next.start - gap : Math.min(floor + size + 1, next?.start ?? length, length);
    const start = Math.min(index ? floor + passages[index].start - passages[index - 1].end : 0, end);
    floor = Math.max(floor, end);
    return { ...each, start, end };
  });
}

/** A stretch of text, cut wherever the evidence begins or ends. `evidence`: {start, end, kind}. */
function stretch(letters, start, end, evidence) {
  const bounds = evidence.flatMap((each) => [each.start, each.end]).filter((at) => at > start && at < end);
  const cuts = [...new Set([start, ...bounds, end])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const kinds = evidence.filter((each) => each.start <= from && cuts[index + 1] <= each.end).map((each) => each.kind);
    const piece = letters.slice(from, cuts[index + 1]).join("");
    if (!kinds.length) return piece;
    return h(kinds.includes("quote") ? "mark" : "span", { class: kinds.includes("quote") ? "quote" : "span" }, piece);
  });
}

/** The whole copy. `link(passage)` gives what each passage's link needs. */
export function copyOf(letters, places, evidence, link) {
  const parts = [];
  let at = 0;
  for (const place of places) {
    if (place.start > at) parts.push(stretch(letters, at, place.start, evidence));
    const from = Math.max(place.start, at);
    if (place.end > from) parts.push(h("a", link(place), stretch(letters, from, place.end, evidence)));
    at = Math.max(at, place.end);
  }
  if (at < letters.length) parts.push(stretch(letters, at, letters.length, evidence));
  return h("div", { class: "copy" }, parts);
}
