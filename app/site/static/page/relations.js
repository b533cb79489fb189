// A claim's relations as a small map: what leads to it, what it leads to.

import { address, all } from "./api.js";
import { addressOf } from "./claims.js";
import { h, replace, words } from "./dom.js";

export function relations(claim) {
  const box = h("div", {});
  all(address(`/v1/claims/${claim.id}/related`)).then((bonds) => {
    if (!bonds.length) return;
    replace(box, h("h4", {}, "How it relates to other claims"), h("ul", { class: "map" }, bonds.map(bond)));
  }, () => {});
  return box;
}

const bond = ({ relation, direction, claim }) => h("li", {},
  h("span", { class: `bond ${direction}` }, words(relation)),
  h("a", { href: addressOf(claim.id), "aria-label": `${direction === "incoming" ? `What ${words(relation)} it` : `It ${words(relation)}`}: ${claim.text}` }, claim.text));
