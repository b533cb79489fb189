"use strict";

/** Swagger UI has a dark dress, put on by a class of the root; the reader's system decides. */
function dress(dark) {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

/** What Swagger UI draws as bare boxes needs names for those who hear the page. */
function nameControls(root) {
  for (const box of root.querySelectorAll("textarea:not([aria-label]), select:not([aria-label]), input:not([aria-label])")) {
    const row = box.closest("tr[data-param-name]");
    box.setAttribute("aria-label", row ? row.dataset.paramName : "Choice");
  }
  for (const part of root.querySelectorAll(".information-container:not([role])")) {
    part.setAttribute("role", "region");
    part.setAttribute("aria-label", "About the data");
  }
  for (const block of root.querySelectorAll("pre:not([tabindex])")) block.tabIndex = 0;
}

const url = document.querySelector("link[rel=service-desc]").href;

// Asked for while Swagger UI is still being read, in the same words: it then finds the answer in the browser's cache.
fetch(url, { headers: { accept: "application/json,*/*" } });

window.addEventListener("DOMContentLoaded", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", dress);
  dress(dark);
  const root = document.querySelector("#docs");
  new MutationObserver(() => nameControls(root)).observe(root, { childList: true, subtree: true });
  SwaggerUIBundle({
    url,
    dom_id: "#docs",
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    defaultModelRendering: "example",
    docExpansion: "list",
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null,
  });
});
