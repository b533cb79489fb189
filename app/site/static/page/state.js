// What is shown stands in the address, after the hash: `#claims?q=visa&certainty=hedged&claim=ID`, `#article?passage=ID`.
// So every view can be shared and opened, the back button works, and one kept answer serves all views.

const listeners = [];

export function read() {
  const [section, query = ""] = location.hash.slice(1).split("?");
  return { section, parameters: new URLSearchParams(query) };
}

export const link = (section, parameters) => {
  const query = new URLSearchParams(parameters).toString();
  return `#${section}${query ? `?${query}` : ""}`;
};

/** Show another view. `step`: one that the back button returns from. */
export function go(section, parameters, { step = true } = {}) {
  const target = link(section, parameters);
  if (target === location.hash) return;
  history[step ? "pushState" : "replaceState"](null, "", target);
  tell();
}

export function onChange(listener) {
  listeners.push(listener);
}

export function tell() {
  const view = read();
  for (const listener of listeners) listener(view);
}

/** Bring the section of a shared address into view, once the page stands. */
export function scrollToView() {
  const { section } = read();
  if (location.hash.includes("?")) document.getElementById(section)?.scrollIntoView();
}

addEventListener("popstate", tell);
addEventListener("hashchange", () => {
  const box = document.getElementById(read().section)?.getBoundingClientRect();
  if (box && (box.top > innerHeight / 2 || box.bottom < 0)) scrollToView();
  tell();
});
