// The article as a strip, or as the reader's own text: one passage is chosen at a time, by mouse or by arrow keys.

import { address, all, get, request, source } from "./api.js";
import { $, h, plural, replace, words } from "./dom.js";
import { go, link, onChange } from "./state.js";
import { copyOf, placed } from "./text.js";
import { setView } from "./use.js";

const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
const CONDITIONS = { torn: "torn by the layout", fragment: "a fragment that the layout left" };
const view = { passages: [], chosen: null, copy: null, shape: [] };

const links = () => [...document.querySelectorAll("#text a[data-id]")];

export const loadPassages = async () => {
  if (!view.passages.length) view.passages = await all(request("/v1/passages", { source, limit: 100 }));
  return view.passages;
};

/** Show the reader's copy in the strip's place: where passages are `standing` in it, and what it has of each citation. */
export function showCopy(letters, standing, citations) {
  view.copy = { letters, places: placed(view.passages, standing, letters.length), citations };
  draw([]);
  again();
}

/** Show the strip that the page came with, and nothing of a copy. */
export function showShape() {
  if (!view.copy) return;
  view.copy = null;
  replace($("#text"), view.shape);
  roving();
  again();
}

/** Say again what is open: it may be of another copy now. */
function again() {
  document.querySelectorAll("[data-in-copy]").forEach(judge);
  if (view.chosen) show(view.chosen);
}

const VERDICTS = {
  exact: "It stands in your copy, to the character.",
  moved: "It stands in your copy, to the character, at another place.",
  near: "Its words stand in your copy; only spaces, line ends, quotation marks or dashes differ.",
  changed: "Its quote stands in your copy, but the text around it is not the one that we cite.",
  missing: "Its quote is not in your copy.",
};

/** What the reader's copy says of a record: empty as long as there is none. */
export function inCopy(id) {
  const said = h("p", { "data-in-copy": id, role: "status" });
  judge(said);
  return said;
}

function judge(said) {
  const id = said.dataset.inCopy;
  const citation = view.copy?.citations.find(({ record, ordinal }) => record.id === id && ordinal === 0);
  if (!citation) {
    replace(said);
    return;
  }
  replace(said, VERDICTS[citation.result], " ", citation.place
    && h("button", { type: "button", onclick: () => showEvidence([id], { look: true }) }, "See it in your copy"));
}

/** Mark the evidence of records in the reader's copy, by the records' ids. `look`: bring it into view. */
export function showEvidence(ids, { look = false } = {}) {
  if (!view.copy) return;
  draw(ids);
  if (look) $("#text mark.quote")?.scrollIntoView({ block: "center" });
}

function draw(ids) {
  const wanted = new Set(ids);
  const evidence = view.copy.citations.filter(({ record, place }) => place && wanted.has(record.id)).flatMap(
    ({ place }) => [{ ...place.span, kind: "span" }, { ...place.quote, kind: "quote" }],
  );
  const attributes = ({ passage, changed, near }) => ({
    href: link("article", { passage: passage.id }),
    class: `${shade(passage)}${changed ? " changed" : near ? " near" : ""}`,
    "data-id": passage.id,
    title: `${passage.label}: ${rest(passage)}${changed ? "; not the text that we cite" : near ? "; other spaces or marks" : ""}`,
  });
  replace($("#text"), copyOf(view.copy.letters, view.copy.places, evidence, attributes));
  roving();
}

export function shade(passage) {
  if (passage.coverage === "left_out") return "left-out";
  return `d${[1, 3, 5, 9].filter((least) => passage.records.length >= least).length}`;
}

const rest = (passage) => (passage.coverage === "left_out"
  ? `left out: ${words(passage.left_out_reason)}`
  : plural(passage.records.length, "record"));

/** One passage is reached by Tab, the others by arrows: 59 stops would be a trap. */
function roving() {
  const chosen = links().find((each) => each.dataset.id === view.chosen);
  for (const each of links()) {
    each.setAttribute("tabindex", each === (chosen ?? links()[0]) ? "0" : "-1");
    if (each === chosen) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
}

function choose(id, { focus = false } = {}) {
  go("article", { passage: id }, { step: !focus }); // Back leads out of a walk by arrows at once
  if (focus) links().find((each) => each.dataset.id === id)?.focus();
}

function step(by, options) {
  const order = links().map((each) => each.dataset.id);
  const at = view.chosen || !Number.isFinite(by) ? order.indexOf(view.chosen) + by : 0;
  choose(order[Math.min(Math.max(at, 0), order.length - 1)], options);
}

async function show(id) {
  view.chosen = id;
  roving();
  if (!id) return;
  const passage = await get(address(`/v1/passages/${id}`)).catch(() => null);
  if (view.chosen !== id) return;
  setView(request("/v1/claims", { source, include: "statistics" }), address(`/v1/passages/${id}`));
  $(".steps").hidden = false;
  replace($("#passage"), passage ? detail(passage) : h("p", {}, `There is no passage ${id}.`));
}

function detail(passage) {
  const { first, last } = passage.lines;
  const place = first === last ? `line ${first}` : `lines ${first}–${last}`;
  return [
    h("h3", {}, passage.label),
    h("p", {}, `${place}, ${passage.end - passage.start} characters, `,
      passage.condition === "intact" ? "whole" : h("b", {}, CONDITIONS[passage.condition]), `. ${passage.coverage === "left_out"
        ? `Left out: ${words(passage.left_out_reason)}.` : ""}`),
    difference(view.copy?.places.find((place) => place.passage.id === passage.id)),
    passage.records.length ? h("p", {}, passage.records.length === 1 ? "1 record rests on it:" : `${passage.records.length} records rest on it:`) : null,
    h("ul", {}, passage.records.map((record) => h("li", {}, h("span", { class: "tag" }, record.type), " ", recordLink(record),
      view.copy && [" ", h("button", { type: "button", class: "mark", "aria-label": `Its words: ${record.label}`,
        onclick: () => showEvidence([record.id], { look: true }) }, "Its words")]))),
    h("p", { class: "data" }, `Code points ${passage.start} to ${passage.end}. SHA-256 `, h("code", {}, passage.sha256)),
  ];
}

/** How the reader's copy differs in a passage. */
function difference(place) {
  if (!place?.changed && !place?.near) return null;
  return h("p", { class: "note" }, place.near
    ? "Your copy has the same words here; only spaces, line ends, quotation marks or dashes differ from the text that we cite."
    : "Your copy differs here from the text that we cite.");
}

/** A record where this page shows it: claims in the search, others in their section. */
export function recordLink(record) {
  const target = { claim: link("claims", { claim: record.id }), researcher: `#researcher-${record.id}`,
    institution: `#institution-${record.id}`, statistic: figureOf(record.id) }[record.type];
  return h("a", { href: target ?? address(record.url), "data-record": record.id }, record.label);
}

/** A figure's own card, or that of the series that draws it. */
const figureOf = (id) => (document.getElementById(`figure-${id}`) ? `#figure-${id}` : "#figures");

export function start() {
  view.shape = [...$("#text").childNodes];
  $("#text").addEventListener("click", (event) => {
    const chosen = event.target.closest("a[data-id]");
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(chosen.dataset.id);
  });
  $("#text").addEventListener("keydown", (event) => {
    if (!KEYS[event.key] || !event.target.closest("a[data-id]")) return;
    event.preventDefault();
    step(KEYS[event.key], { focus: true });
  });
  $("#passage-before").addEventListener("click", () => step(-1));
  $("#passage-after").addEventListener("click", () => step(1));
  roving();
  onChange(({ section, parameters }) => (section === "article" ? show(parameters.get("passage")) : null));
}
