// Citations to copy, in the styles and formats that the API prints.

import { request, text } from "./api.js";
import { copyButton, h } from "./dom.js";

const STYLES = { apa: "APA", mla: "MLA", chicago: "Chicago", bibtex: "BibTeX", ris: "RIS" };

/** How a citation is printed in a style. */
export const printed = async (citation, format) => (await text(request(`/v1/citations/${citation.id}`, { format }))).trim();

/** A citation in the style that is chosen; at first as it is given, in APA. */
export function citing(citation, inApa) {
  const shown = h("pre", { tabindex: "0", "aria-label": "Citation" }, h("code", {}, inApa));
  const buttons = Object.entries(STYLES).map(([format, name]) => h("button", { type: "button", "aria-pressed": String(format === "apa"),
    onclick: () => choose(format) }, name));
  async function choose(format) {
    Object.keys(STYLES).forEach((each, index) => buttons[index].setAttribute("aria-pressed", String(each === format)));
    shown.firstChild.textContent = await printed(citation, format);
  }
  return h("div", {}, h("h4", {}, "Cite it"),
    h("div", { class: "row", role: "group", "aria-label": "Style of the citation" }, buttons), shown,
    copyButton(() => shown.textContent, "Copy this citation"));
}
