// Keys for all pages. An element says its key in `data-key` ("g t": g, then t); pressing it is a click there, or, for
// a field, the focus. Keys are not taken while somebody types, but Escape, which leaves the field.
(() => {
  "use strict";
  let before = "";
  const isTyping = (element) =>
    element.isContentEditable ||
    (["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName) && !["checkbox", "radio"].includes(element.type));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const keys = before ? `${before} ${event.key}` : event.key;
    before = event.key === "g" && !before ? "g" : "";
    const found = [...document.querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key === keys && element.checkVisibility(),
    );
    if (!found) return;
    event.preventDefault();
    if (isTyping(found)) found.focus();
    else found.click();
  });
})();
