// Lists that are walked through by keys: j and k, or the arrows, go from line to line (`data-line`, a link), Enter opens
// it as any link. A click anywhere in the row opens it, too.
(() => {
  "use strict";
  const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const at = event.target;
    const leaves = event.key === "ArrowDown" && at.dataset.toLines !== undefined;
    const types = ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName);
    const step = STEPS[event.key];
    if (!step || (types && !leaves) || document.querySelector("dialog[open]")) return;
    const lines = [...document.querySelectorAll("[data-line]")];
    const here = lines.findIndex((line) => line === at || line.closest("tr")?.contains(at));
    const next = here < 0 ? (step > 0 ? 0 : -1) : here + step;
    if (!lines[next]) return;
    event.preventDefault();
    lines[next].focus();
    lines[next].scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("a, button, input, label, summary") || String(getSelection())) return;
    event.target.closest("tr")?.querySelector("[data-line]")?.click();
  });
})();
