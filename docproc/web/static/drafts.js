// Filling in a draft by keyboard: Enter goes on to the next place to write in, Shift+Enter begins a new line where
// there is room for several. Notes to check are passed by: a blank typed there would press their button.
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !field.classList.contains("place-text")) return;
    if (event.shiftKey && "lines" in field.dataset) return;
    event.preventDefault();
    const all = [...document.querySelectorAll(".place-text")];
    const next = all[all.indexOf(field) + 1] ?? document.querySelector(".draft-next button");
    if (next) next.focus();
    next?.scrollIntoView({ block: "nearest" });
  });
})();
