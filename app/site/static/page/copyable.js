// Code on a page of prose can be copied with one click.

import { copyButton, h } from "./dom.js";

for (const block of document.querySelectorAll("main.prose pre")) {
  block.tabIndex = 0;
  const code = block.textContent;
  block.after(h("p", { class: "copying" }, copyButton(() => code.trimEnd())));
}
