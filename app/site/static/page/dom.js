// Elements from data: text is always set as text, so nothing that the API sends can become markup.

export const $ = (selector) => document.querySelector(selector);

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== false));
}

/** Until what was changed is on the screen. */
export const drawn = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });

export const words = (code) => String(code).replaceAll("_", " ");

export const plural = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** Where in the text, as a citation's locator says it: `line 5`, `lines 30–32`. */
export const placeOf = ({ label, value }) => `${label}${value.includes("–") ? "s" : ""} ${value}`;

/** Text with parts marked. The API counts code points, so that is how the text is cut. */
export function marked(text, highlights = []) {
  const letters = Array.from(text);
  const parts = [];
  let at = 0;
  for (const { start, end } of highlights) {
    parts.push(letters.slice(at, start).join(""), h("mark", {}, letters.slice(start, end).join("")));
    at = end;
  }
  return [...parts, letters.slice(at).join("")];
}

/** A button that copies what `text()` gives, and says whether it could: only secure pages have a clipboard. */
export function copyButton(text, label = "Copy") {
  const button = h("button", { type: "button", "aria-live": "polite" }, label);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "No clipboard here: select and copy";
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  });
  return button;
}
