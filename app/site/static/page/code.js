// A button on every piece of code and on every reference, to copy it. What a guide shows as an answer is shortened.
import { copyButton } from "./dom.js";

for (const code of document.querySelectorAll("pre:not(:has(.language-json, .language-text)), .reference")) {
  const button = copyButton(() => code.innerText);
  button.className = "copy-code";
  code.before(button);
}
