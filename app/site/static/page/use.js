// The request behind what is shown, in three languages, and the files of the dataset.

import { address, get } from "./api.js";
import { $, copyButton, h, replace } from "./dom.js";

const LANGUAGES = { curl: (url) => `curl '${url}'`,
  fetch: (url) => `const answer = await fetch("${url}");\nconst { data, links } = await answer.json(); // links.next leads on`,
  pandas: (url) => `import pandas as pd\n\ntable = pd.read_csv("${asCsv(url)}")` };
const ONE = { fetch: (url) => `const answer = await fetch("${url}");\nconst record = await answer.json();` };

let language = "curl";
let shown = "";

const asCsv = (url) => `${url}${url.includes("?") ? "&" : "?"}format=csv`;
const isList = (url) => /\/v1\/\w+(\?|$)/.test(url);

/** Tell which request is behind the view: `record` where the view is one record, else the list. */
export function setView(list, record = null) {
  shown = new URL(record ?? list, location.href).href;
  draw();
}

function snippet() {
  return (isList(shown) ? LANGUAGES : { ...LANGUAGES, ...ONE })[language](shown);
}

function draw() {
  const buttons = Object.keys(LANGUAGES).map((name) => h("button", { type: "button", id: `use-${name}`,
    "aria-pressed": String(name === language), onclick: () => choose(name) }, name));
  replace($("#snippets"),
    h("div", { class: "row", role: "group", "aria-label": "Language" }, buttons),
    h("pre", { tabindex: "0", "aria-label": "Request" }, h("code", {}, snippet())),
    copyButton(snippet, "Copy this request"));
}

function choose(name) {
  language = name;
  draw();
  $(`#use-${name}`).focus();
}

const kilobytes = (bytes) => `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("en")} kB`;

export async function start() {
  const { downloads } = await get(address("/v1/dataset"));
  const wanted = [...document.querySelectorAll("#downloads a")].map((link) => link.href); // the page's order
  const place = (file) => wanted.indexOf(new URL(address(file.url), location.href).href);
  replace($("#downloads"), downloads.sort((one, other) => place(one) - place(other)).map((file) => h("li", {}, h("a", { href: address(file.url) }, file.label),
    ` ${kilobytes(file.bytes)}`, h("br"), h("small", {}, "SHA-256 ", h("code", {}, file.sha256)))));
}
