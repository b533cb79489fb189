// The claims: a search and facets, as the API answers them. What is asked stands in the address.

import { address, all, get, meta, request, source } from "./api.js";
import { card } from "./card.js";
import { printed } from "./cite.js";
import { $, drawn, h, plural, replace, words } from "./dom.js";
import { go, link, nameView, onChange, read } from "./state.js";
import { setView } from "./use.js";

const PAGE = 10;
const TITLES = { claim_type: "Type", certainty: "Certainty", attributed_to: "Said by", polarity: "Affirmed or denied", topic: "Topic",
  country: "Country", population: "Population", researcher: "About", institution: "About", statistic: "Figure", sort: "In the order of" };
const facets = meta("facets").split(" ");
const OURS = ["claim", "limit", "cursor", "format", "citation", "include", "facets"]; // what the page decides, not what is asked
let asked = 0;
const listed = { question: "", cards: new Map() }; // what the list was asked for, and each of its claims as it is closed

const list = () => $("#claims-list");

/** A question with its last quotation mark, which is still to be typed. */
const quoted = (q) => (q.split('"').length % 2 ? q : `${q}"`);

/** What the address asks for: whatever stands there, that the API may find or refuse. */
function questionOf(parameters) {
  const names = new Set([...facets, ...parameters.keys()]);
  const chosen = [...names].filter((name) => name !== "q" && !OURS.includes(name)).map((name) => [name, parameters.getAll(name)]);
  return { source: [source], q: quoted(parameters.get("q") ?? ""), ...Object.fromEntries(chosen) };
}

/** What the form asks for, and what the address asks for beside it. */
function questionOfForm() {
  const form = new FormData($("#claims-form"));
  const { section, parameters } = read();
  const beside = section === "claims" ? [...parameters.keys()].filter((name) => ![...facets, ...OURS].includes(name)) : [];
  return { ...Object.fromEntries(beside.map((name) => [name, parameters.getAll(name)])),
    ...Object.fromEntries(["q", ...facets].map((name) => [name, name === "q" ? form.get("q").trim() : form.getAll(name)])) };
}

/** What is asked beyond the article itself. */
const pairs = (question) => Object.entries(question).flatMap(([name, value]) => [value].flat().filter(Boolean).map((one) => [name, one]))
  .filter(([name, value]) => name !== "source" || value !== source);

/** Where the words stand that were searched for, by claim: the search says so, lists don't. */
async function highlights(q) {
  if (!q) return new Map();
  const { data } = await get(request("/v1/search", { q, type: "claim", limit: 100 })).catch(() => ({ data: [] }));
  return new Map(data.map((hit) => [hit.id, hit.found_in.find(({ field }) => field === "text")?.highlights]));
}

async function show(parameters) {
  const turn = ++asked;
  const question = questionOf(parameters);
  setView(request("/v1/claims", question));
  try {
    const [opened, draw] = await Promise.all([chosen(parameters.get("claim")), ask(question)]);
    if (turn !== asked) return;
    draw();
    if (opened) await place(opened, parameters.get("claim"));
  } catch (error) {
    if (turn === asked) refuse(error, question);
  }
}

/** What draws the list that is asked for; one that is there already stays, so that whoever opens a claim far down does. */
async function ask(question) {
  const wanted = JSON.stringify(question);
  if (listed.question === wanted) return close;
  const url = request("/v1/claims", { ...question, limit: PAGE, facets });
  const [page, found] = await Promise.all([get(url), highlights(question.q)]);
  return () => {
    listed.question = wanted;
    listed.cards.clear();
    drawFacets(page.facets, question);
    drawFilters(question);
    replace(list(), closed(page, found));
    replace($("#claims-count"), counted(page, question));
    more(page, found);
  };
}

/** The claims of a page, as cards that can be opened. */
const closed = (page, found) => page.data.map((claim) => {
  listed.cards.set(claim.id, () => card(claim, { highlights: found.get(claim.id) }));
  return listed.cards.get(claim.id)();
});

/** Close what is open; what isn't of the list goes. */
function close() {
  for (const open of list().querySelectorAll(".chosen, .lost")) {
    const again = listed.cards.get(open.dataset.claim)?.();
    const focused = open.contains(document.activeElement);
    if (again) open.replaceWith(again);
    else open.remove();
    if (focused) again?.querySelector("h3 a").focus({ preventScroll: true });
  }
}

function counted(page, question) {
  const asking = pairs(question).length > 0;
  const guess = page.meta.did_you_mean;
  return [
    `${plural(page.meta.total, "claim")}${asking ? " found" : ""}`, h("span", { id: "claims-here" }, here(page.meta.total)), " ",
    asking ? h("a", { href: link("claims", []) }, "Show all") : "",
    asking && !page.meta.total && question.q ? " Words are sought in our wording of each claim and in its quote." : "",
    guess ? h("span", {}, " Did you mean ", h("a", { href: link("claims", { q: guess.q }) }, guess.q), "?") : "",
  ];
}

/** How many of the claims that are found are on the page, and so on paper. */
const here = (total) => (listed.cards.size < total ? `, of which ${listed.cards.size} are shown.` : ".");

/** What is asked for, each part with a link that takes it back. */
function drawFilters(question) {
  const parts = pairs(question);
  const filters = $("#claims-filters");
  const focused = filters.contains(document.activeElement);
  replace(filters, parts.map(([name, value], index) => h("li", {},
    h("a", { class: "chip", href: link("claims", parts.filter((_, at) => at !== index)), "aria-label": `Take back ${title(name)}: ${labelOf(name, value)}` },
      `${title(name)}: ${labelOf(name, value)}`))));
  if (focused) (filters.querySelector("a") ?? $("#q")).focus({ preventScroll: true });
}

const title = (name) => (name === "q" ? "Words" : TITLES[name] ?? words(name));

/** Text of the API, in which what is code stands between backticks. */
const prose = (text) => text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));

/** What the API would rather be asked; nothing where that is all claims, or what was asked. */
function suggestion({ example }, question) {
  const parts = [...new URLSearchParams(example?.split("?")[1])].filter(([name, value]) => !OURS.includes(name) && !(name === "source" && value === source));
  if (!parts.length || String(parts) === String(pairs(question))) return null;
  return [" Try ", h("a", { href: link("claims", parts) }, parts.map(([name, value]) => `${title(name)}: ${labelOf(name, value)}`).join(", ")), " or "];
}

function refuse(error, question) {
  const said = error.problem ? prose(error.message.replace(/^`q`: .*? is refused: (.)/, (_, first) => `Not sought: ${first}`)) : "The service can’t be reached.";
  listed.question = "";
  listed.cards.clear();
  drawFilters(question);
  $("#facets").hidden = !$("#facets").firstChild;
  for (const box of document.querySelectorAll("#facets input")) box.checked = question[box.name]?.includes(box.value);
  for (const count of document.querySelectorAll("#facets .many")) count.textContent = "";
  const all = h("a", { href: link("claims", []) }, "Show all claims");
  replace($("#claims-count"), said, (error.problem && suggestion(error.problem, question)) ?? " ", all);
  replace(list());
  $("#claims-more").hidden = true;
}

function more(page, found) {
  const button = $("#claims-more");
  button.hidden = !page.links.next;
  button.onclick = async () => {
    const next = await get(address(page.links.next));
    const first = list().children.length;
    list().append(...closed(next, found));
    replace($("#claims-here"), here(next.meta.total));
    list().children[first].querySelector("a").focus();
    more(next, found);
  };
}

/** The claim that the address names, with all that it shows when it is open, so that nothing jumps later. */
async function chosen(id) {
  if (!id) return null;
  try {
    const [claim, bonds] = await Promise.all([get(address(`/v1/claims/${id}`)), all(address(`/v1/claims/${id}/related`))]);
    return card(claim, { open: true, bonds, reference: await printed(claim.citation, "apa") });
  } catch (error) {
    return h("p", { class: "lost" }, error.problem ? `There is no claim ${id}.` : "The claim can’t be had just now.");
  }
}

/** Show it where it is listed, else before the list; it is brought into view once it stands there, which is no jump. */
async function place(opened, id) {
  const there = list().querySelector(`[data-claim="${CSS.escape(id)}"]`);
  if (there) there.replaceWith(opened);
  else list().prepend(opened);
  await drawn();
  opened.scrollIntoView({ block: "nearest" });
  opened.querySelector("h3 a")?.focus({ preventScroll: true });
  if (opened.dataset.claim) nameView(opened.querySelector("h3").textContent);
}

function drawFacets(counts, question) {
  const focused = document.activeElement?.id;
  const open = new Set([...document.querySelectorAll("#facets details[open]")].map((each) => each.dataset.facet));
  const wide = matchMedia("(min-width: 62rem)").matches;
  $("#facets").hidden = false;
  replace($("#facets"), facets.filter((name) => counts[name]?.values.length || question[name].length).map((name) => {
    const chosen = new Set(question[name]);
    const counted = (counts[name]?.values ?? []).filter(({ value }) => value !== null);
    const gone = question[name].filter((value) => !counted.some((each) => each.value === value));
    const values = [...counted, ...gone.map((value) => ({ value, label: labelOf(name, value), count: 0 }))]; // what is chosen stays
    const attributes = { class: "facet", "data-facet": name, open: chosen.size > 0 || open.has(name) || (wide && open.size === 0 && facets.indexOf(name) < 2) };
    return h("details", attributes, h("summary", {}, TITLES[name] ?? words(name)),
      h("fieldset", { "aria-label": TITLES[name] ?? words(name) }, h("div", { class: "values" },
        values.map((value) => option(name, value, chosen.has(value.value))))));
  }));
  if (focused?.startsWith("facet-")) document.getElementById(focused)?.focus();
}

/** What a value is called where the page shows it: among those counted, or as a person, an institution or a figure. */
const labelOf = (name, value) => (name === "q" ? value : document.getElementById(`facet-${name}-${value}`)?.nextSibling.textContent
  ?? document.getElementById(`${name === "statistic" ? "figure" : name}-${value}`)?.querySelector("h3, strong")?.textContent ?? words(value));

const option = (name, { value, label, count }, checked) => h("label", {},
  h("input", { type: "checkbox", id: `facet-${name}-${value}`, name, value, checked }),
  h("span", {}, label), h("span", { class: "many" }, String(count)));

export function start() {
  const form = $("#claims-form");
  let waiting;
  const goOn = (step) => go("claims", pairs(questionOfForm()), { step });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    goOn(true);
  });
  form.addEventListener("change", (event) => event.target.type === "checkbox" && goOn(true));
  $("#people").addEventListener("click", ({ target }) => target.closest("a[href^='#claims?']") && $("#claims").scrollIntoView());
  $("#q").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => goOn(false), 250);
  });
  onChange(({ section, parameters }) => {
    clearTimeout(waiting); // a step that is taken meanwhile must not be undone
    for (const each of document.querySelectorAll("[data-opens]")) each.href = addressOf(each.dataset.opens || null);
    if (!["", "claims"].includes(section) && asked) return null; // another section is looked at; this one stays
    const shown = section === "claims" ? parameters : new URLSearchParams();
    if (document.activeElement !== $("#q")) $("#q").value = shown.get("q") ?? "";
    return show(shown);
  });
  if ($("#q").value.trim()) goOn(false); // typed before this script had come
}

/** A claim's address on this page, with what is asked beside it; of none, what is asked alone. */
const addressOf = (id) => {
  const { section, parameters } = read();
  const kept = section === "claims" ? [...parameters].filter(([name]) => name !== "claim") : [];
  return link("claims", id === null ? kept : [...kept, ["claim", id]]);
};

/** What a link that opens a claim has, or one that closes it: an address that goes with what is asked. */
export const linkTo = (id) => ({ href: addressOf(id), "data-opens": id ?? "" });
