// A claim's relations as a small map: what leads to it, what it leads to.

import { linkTo } from "./claims.js";
import { h, words } from "./dom.js";

export const relations = (bonds) => bonds.length > 0
  && [h("h4", {}, "How it relates to other claims"), h("ul", { class: "map" }, bonds.map(bond))];

const bond = ({ relation, direction, claim }) => h("li", {},
  h("span", { class: `bond ${direction}` }, words(relation)),
  h("a", { ...linkTo(claim.id), "aria-label": `${direction === "incoming" ? `What ${words(relation)} it` : `It ${words(relation)}`}: ${claim.text}` }, claim.text));
