// What pages do beyond links and forms: colours, lighting up a record, keys for reviewing. All works without it.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("#theme")) {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept, then */ }
  }
});

// A mark opens its record, and the record says so to the keyboard too.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches(".record, .open li")) target.focus({preventScroll: true});
});

// On a narrow page the facets begin closed.
function fold() {
  const facets = document.getElementById("facets");
  if (facets && matchMedia("(max-width: 46rem)").matches) facets.open = false;
}
fold();
document.addEventListener("htmx:afterSettle", fold);

// Reviewing by keyboard, when nothing is being typed.
document.addEventListener("keydown", (event) => {
  const form = document.getElementById("review");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const button = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) { event.preventDefault(); form.requestSubmit(button); }
});
