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

/** Tell all who show a view; done when they have shown it. */
export function tell() {
  const view = read();
  nameView(sectionOf(view)?.querySelector("h2")?.textContent);
  return Promise.all(listeners.map((listener) => listener(view)));
}

const site = document.title;

/** Name the view, for tabs, bookmarks and those who hear the page. */
export function nameView(title) {
  document.title = title ? `${title} · ${site}` : site;
}

const sectionOf = ({ section }) => document.getElementById(section);

/** Show what a shared address asks for; it is brought into view once all of it is there, so that nothing jumps. */
export async function begin() {
  await tell();
  if (!location.hash.includes("?") || scrollY !== 0) return;
  const passage = read().parameters.has("passage") && document.querySelector("#text [aria-current]");
  if (passage) passage.scrollIntoView({ block: "center" });
  else sectionOf(read())?.scrollIntoView();
}

addEventListener("popstate", tell);
addEventListener("hashchange", () => {
  const section = sectionOf(read());
  const box = section?.getBoundingClientRect();
  const left = section?.id === "article" ? box.top < 0 : box?.bottom < 0; // claims scroll to what is chosen
  if (box && (box.top > innerHeight / 2 || left)) section.scrollIntoView();
  tell();
});
