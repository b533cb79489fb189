// One claim: its words and ours told apart, its limits set off, its proof and its relations when it is opened.

import { address } from "./api.js";
import { citing } from "./cite.js";
import { linkTo } from "./claims.js";
import { h, marked, placeOf, words } from "./dom.js";
import { relations } from "./relations.js";
import { inCopy, recordLink, showEvidence } from "./strip.js";

const textOf = (value) => value?.label ?? value?.text ?? (value === null || value === undefined ? null : String(value));

/** A claim as a card; `open`: with its proof, its `bonds` to other claims, and the `reference` that it is cited by. */
export function card(claim, { open = false, highlights, bonds = [], reference = "" } = {}) {
  const question = claim.claim_type === "question";
  const denied = claim.polarity === "denied";
  const classes = ["claim", question && "question", denied && "denied", open && "chosen"].filter(Boolean).join(" ");
  return h("article", { class: classes, "data-claim": claim.id },
    h("div", { class: "tags" },
      h("span", { class: "tag strong" }, words(claim.claim_type)),
      denied && h("span", { class: "tag strong" }, "a negative statement"),
      claim.certainty && h("span", { class: "tag" }, words(claim.certainty)),
      claim.countries.map((country) => h("span", { class: "tag" }, country.label, country.basis === "implied" ? " (implied)" : "")),
      claim.topics.map((topic) => h("span", { class: "tag" }, topic.label))),
    h("h3", {}, h("a", { ...linkTo(open ? null : claim.id), "aria-expanded": String(open) }, marked(claim.text, highlights))),
    limits(claim),
    claim.note && h("p", { class: "note" }, claim.note),
    open ? detail(claim, bonds, reference) : proof(claim));
}

/** The proof in a line, which opens it. */
function proof(claim) {
  const { locator, quote } = claim.citation;
  return h("p", { class: "data" }, h("q", {}, quote.exact), `, ${placeOf(locator)} · `,
    h("a", { ...linkTo(claim.id), "aria-label": `Proof and citation: ${claim.text}` }, "Proof and citation"));
}

function limits(claim) {
  const limited = claim.qualifiers;
  if (!claim.hedge && !limited.length) return null;
  const quoted = (texts) => texts.flatMap((text, index) => [index ? ", " : "", h("q", {}, text)]);
  return h("p", { class: "hedge" },
    claim.hedge && ["Hedge: ", h("q", {}, claim.hedge), ". "],
    limited.length > 0 && ["Qualified by: ", quoted(limited), "."]);
}

function detail(claim, bonds, reference) {
  const { citation } = claim;
  setTimeout(() => showEvidence([claim.id]));
  return h("div", { class: "detail" },
    h("h4", {}, "Where the article says so"),
    h("blockquote", {}, citation.quote.exact),
    h("p", {}, `${citation.formatted} `, h("a", { href: address(`/v1/citations/${citation.id}?format=html`) }, "How to check it")),
    inCopy(claim.id),
    facts(claim),
    relations(bonds),
    citing(citation, reference),
    h("p", { class: "data" }, h("a", { href: address(claim.url) }, "This claim as JSON"), " · ",
      h("a", linkTo(null), "Close")));
}

function facts(claim) {
  const { citation } = claim;
  const rows = {
    "Whom it is about": textOf(claim.population) ?? (claim.population_absent_reason ? words(claim.population_absent_reason) : null),
    When: textOf(claim.period),
    "Who says so": claim.attribution.attributed_to ? textOf(claim.attribution.attributed_to) : "the article itself",
    "Its own source": words(claim.attribution.primary_source),
    "Could be checked": words(claim.checkable),
    Figures: claim.statistics.length ? claim.statistics.flatMap((each, index) => [index ? ", " : "", recordLink(each)]) : null,
    About: claim.about.length ? claim.about.flatMap((each, index) => [index ? ", " : "", recordLink(each)]) : null,
    Quote: `code points ${citation.quote.start} to ${citation.quote.end}`,
    Span: [`code points ${citation.span.start} to ${citation.span.end}, SHA-256 `, h("code", {}, citation.span.sha256)],
  };
  return h("dl", {}, Object.entries(rows).filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}
