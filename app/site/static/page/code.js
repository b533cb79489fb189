// A button on every piece of code, to copy it.
import { copyButton } from "./dom.js";

for (const code of document.querySelectorAll("pre")) {
  const button = copyButton(() => code.textContent);
  button.className = "copy-code";
  code.before(button);
}
