// Keys for all pages. An element says its key in `data-key` ("g t": g, then t); pressing it is a click there, or, for
// a field, the focus. Keys are not taken while somebody types, but Escape, which leaves the field. "?" shows all keys
// of the page with the names of their elements; keys without an element are told by `data-key-told`.
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
    const within = document.querySelector("dialog[open]") ?? document;
    const found = [...within.querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key === keys && element.checkVisibility(),
    );
    if (!found) return;
    event.preventDefault();
    if (isTyping(found)) found.focus();
    else found.click();
  });

  // What was told before is over when something else is asked to change.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") document.getElementById("messages")?.replaceChildren();
  });

  const dialog = document.getElementById("keys");
  const nameOf = (element) =>
    (element.ariaLabel || element.labels?.[0]?.textContent || element.textContent || "").replace(/\s+/g, " ").trim();
  const keysOfPage = () => [
    ...[...document.querySelectorAll("[data-key]")]
      .filter((element) => element.checkVisibility())
      .map((element) => [element.dataset.key, nameOf(element)]),
    ...[...document.querySelectorAll("[data-key-told]")].map((told) => [told.dataset.keyTold, nameOf(told)]),
  ];
  const row = (keys, name) => {
    const made = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.append(...keys.split(" ").flatMap((key) => [Object.assign(document.createElement("kbd"), { textContent: key }), " "]));
    made.append(head, Object.assign(document.createElement("td"), { textContent: name }));
    return made;
  };
  document.getElementById("keys-open")?.addEventListener("click", () => {
    const named = new Map(keysOfPage().filter(([, name]) => name).reverse());
    dialog.querySelector("tbody").replaceChildren(...[...named].reverse().map(([keys, name]) => row(keys, name)));
    dialog.showModal();
  });
})();
