// Checking a letter by keyboard alone. The focus is on the button of a doubt that says “right”: Enter presses it, a
// digit takes another reading, any other sign begins to type in its place; after each change the server says where
// to go on, and what happened is told.
(() => {
  "use strict";
  const WAIT = 450; // milliseconds in which a digit may still be the beginning of a value that is typed
  let waiting = null; // {timer, key, take}: a digit that was pressed

  const check = () => document.getElementById("check");
  const isTyping = (element) => ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
  const begin = (doubt) => {
    if (!doubt) return;
    const first = doubt.querySelector("[aria-invalid], [data-accept]") ?? doubt;
    first.focus({ preventScroll: true });
    doubt.scrollIntoView({ block: "nearest" });
  };
  const goOn = () => {
    const wanted = check().dataset.focus;
    const found = wanted ? document.getElementById(wanted) : null;
    if (found?.matches("[data-doubt]")) begin(found);
    else if (found) found.focus();
    else if (wanted) document.getElementById("doubts-heading").focus();
  };
  const beside = (doubt, step) => {
    const all = [...check().querySelectorAll("[data-doubt]")];
    return all[all.indexOf(doubt) + step];
  };
  const type = (doubt, text) => {
    const input = doubt.querySelector(".doubt-typed [name=value]");
    input.focus();
    if (text) input.value = text;
    else input.select(); // the sign that was pressed comes after this, and takes the place of all
  };
  const stopWaiting = () => {
    const was = waiting;
    clearTimeout(was?.timer);
    waiting = null;
    return was;
  };

  const inDoubt = (event, doubt) => {
    if (event.key === "Enter" && waiting) {
      event.preventDefault();
      stopWaiting().take();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = beside(doubt, event.key === "ArrowDown" ? 1 : -1);
      if (next) begin(next);
      else if (event.key === "ArrowDown") document.getElementById("mark-checked")?.focus();
    } else if (event.key === "Escape") {
      document.getElementById("doubts-heading").focus();
    } else if (event.key === "F2" && doubt.querySelector(".doubt-typed")) {
      event.preventDefault();
      type(doubt, "");
    } else if (event.key.length === 1 && ![" ", "+", "-", "="].includes(event.key)) {
      typedSign(event, doubt);
    } else return;
    event.stopPropagation();
  };
  const typedSign = (event, doubt) => {
    if (!doubt.querySelector(".doubt-typed")) return;
    const choice = doubt.querySelector(`[data-choice="${event.key}"]`);
    if (waiting) {
      event.preventDefault();
      type(doubt, stopWaiting().key + event.key);
    } else if (choice) {
      event.preventDefault();
      const take = () => choice.click();
      waiting = { key: event.key, take, timer: setTimeout(() => stopWaiting().take(), WAIT) };
    } else type(doubt, "");
  };
  const inField = (event) => {
    const input = event.target;
    if (event.key === "Enter" && !event.shiftKey && !input.readOnly) {
      event.preventDefault();
      input.form.requestSubmit();
    } else if (event.key === "Escape") {
      input.value = input.defaultValue;
      const doubt = input.closest("[data-doubt]");
      if (doubt) doubt.querySelector("[data-accept]").focus();
      else input.select();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const doubt = input.closest("[data-doubt]");
      const next = doubt && beside(doubt, event.key === "ArrowDown" ? 1 : -1);
      if (!next) return;
      event.preventDefault();
      begin(next);
    }
  };
  document.addEventListener("keydown", (event) => {
    if (!check() || event.isComposing || event.altKey || event.metaKey) return;
    if (event.ctrlKey) {
      const undo = document.getElementById("undo");
      if (event.key !== "z" || !undo || isTyping(event.target)) return;
      event.preventDefault();
      undo.click();
      return;
    }
    if (!check().contains(event.target)) return;
    const doubt = event.target.closest("[data-doubt]");
    if (event.target.matches("[name=value][data-field-name]")) inField(event);
    else if (doubt) inDoubt(event, doubt);
    else if (event.key === "ArrowDown" && event.target.id === "doubts-heading") begin(check().querySelector("[data-doubt]"));
    else if (event.key === "ArrowUp" && event.target.id === "mark-checked") begin([...check().querySelectorAll("[data-doubt]")].at(-1));
  }, true);

  // What was typed into other fields and not saved yet stays there when one is saved.
  const markUnsaved = (input) => input.classList.toggle("is-unsaved", input.value !== input.defaultValue);
  let unsaved = new Map();
  document.addEventListener("input", (event) => {
    if (event.target.matches(".letter-field [name=value]")) markUnsaved(event.target);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "check") return;
    const saved = event.detail.requestConfig.elt;
    const others = [...check().querySelectorAll(".letter-field .is-unsaved")].filter((one) => one.form !== saved);
    unsaved = new Map(others.map((one) => [one.id, one.value]));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "check") return;
    for (const [id, text] of unsaved) {
      const input = document.getElementById(id);
      if (!input) continue;
      input.value = text;
      markUnsaved(input);
    }
    unsaved.clear();
    document.getElementById("said").textContent = check().dataset.said;
    goOn();
  });
  // A panel that is not there leaves the rest of the page alone.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const asker = event.detail.requestConfig?.elt;
    if (!asker?.matches?.("[data-panel]") || event.detail.xhr.status < 400) return;
    event.detail.shouldSwap = false;
    asker.hidden = true;
  });
  // Whoever makes another version of the letter says so (HX-Trigger); all other parts of the page are made anew.
  document.addEventListener("letter-corrected", (event) => {
    const changed = event.target.closest("[data-panel]");
    for (const panel of document.querySelectorAll("[data-panel]")) {
      if (panel !== changed) window.htmx.trigger(panel, "panel-anew");
    }
    if (!changed) return;
    const anew = `/letters/${check().dataset.letter}/check`;
    window.htmx.ajax("GET", anew, { target: "#check", swap: "outerHTML" });
  });
  if (check()) goOn();
})();
