// Choosing lines by keyboard, moving cards, choosing a day. Everything goes without it, too: boxes, pages, date fields.
(() => {
  "use strict";
  const all = (what, inside = document) => [...inside.querySelectorAll(what)];
  const step = { ArrowDown: 1, ArrowUp: -1 };

  // --- lines of the table
  const boxes = () => all("#list input[name=task]");

  const count = () => {
    const shown = document.getElementById("chosen");
    const chosen = boxes().filter((box) => box.checked).length;
    if (shown) shown.textContent = String(chosen);
    const whole = document.getElementById("choose-all");
    if (whole) whole.checked = chosen > 0 && chosen === boxes().length;
  };

  const onLine = (event) => {
    const there = boxes();
    const at = there.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return false;
    if (event.key in step) {
      const next = there[at + step[event.key]];
      if (next) {
        if (event.shiftKey) there[at].checked = next.checked = true;
        next.focus();
      }
    } else if (event.key === "Enter") {
      window.location.assign(event.target.dataset.open);
    } else {
      return false;
    }
    count();
    return true;
  };

  document.addEventListener("change", (event) => {
    if (event.target.id === "choose-all") for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.type === "checkbox") count();
  });

  // --- cards of the board
  const columns = () => all("[data-column]");
  const cards = (column) => all("[data-card]", column);

  const move = (card, column) => {
    const list = document.getElementById("list-address").value;
    const values = { task: card.dataset.card, column: column.dataset.column, list };
    window.htmx.ajax("POST", "/tasks/move", { target: "#list", swap: "innerHTML", values });
  };

  const onCard = (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || event.ctrlKey || event.altKey || event.metaKey) return false;
    const there = columns();
    const column = card.closest("[data-column]");
    const at = there.indexOf(column);
    const mine = cards(column);
    const row = mine.indexOf(card);
    if (event.key in step) {
      mine[row + step[event.key]]?.focus();
      return true;
    }
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!aside) return false;
    if (event.shiftKey) {
      if (there[at + aside]) move(card, there[at + aside]);
      return true;
    }
    for (let next = at + aside; there[next]; next += aside) {
      const beside = cards(there[next]);
      if (!beside.length) continue;
      beside[Math.min(row, beside.length - 1)].focus();
      break;
    }
    return true;
  };

  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (card) event.dataTransfer.setData("text/plain", card.id);
  });
  document.addEventListener("dragover", (event) => {
    const column = event.target.closest?.("[data-column]");
    for (const one of columns()) one.classList.toggle("over", one === column);
    if (column) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const column = event.target.closest?.("[data-column]");
    const card = document.getElementById(event.dataTransfer.getData("text/plain"));
    for (const one of columns()) one.classList.remove("over");
    if (!column || !card?.dataset.card) return;
    event.preventDefault();
    if (card.closest("[data-column]") !== column) move(card, column);
  });

  // --- days of the calendar
  const days = () => all("[data-day]");
  const field = () => document.querySelector("#day");
  const far = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  const onDay = (event) => {
    if (!event.target.matches("[data-day]")) return false;
    const there = days();
    const at = there.indexOf(event.target);
    const turn = document.querySelector(`[data-turn=${event.key}]`);
    if (event.key in far) {
      const next = there[at + far[event.key]];
      if (next) enter(next);
      else document.querySelector(far[event.key] > 0 ? "[data-turn=PageDown]" : "[data-turn=PageUp]").click();
      return true;
    }
    if (!/^Page(Up|Down)$/.test(event.key) || !turn) return false;
    turn.click();
    return true;
  };

  const enter = (day) => {
    for (const one of days()) one.tabIndex = one === day ? 0 : -1;
    day.focus();
  };

  document.addEventListener("click", (event) => {
    const day = event.target.closest("[data-day]");
    if (day && field()) {
      for (const one of days()) one.setAttribute("aria-pressed", String(one === day));
      field().value = day.dataset.written;
    }
    const clears = event.target.closest("[data-clear]");
    if (clears && field()) field().value = "";
  });

  let back = null; // where the focus was before the part of the page was replaced
  document.addEventListener("htmx:beforeSwap", (event) => {
    const active = document.activeElement;
    back = event.detail.target.contains(active) ? active.id || (active.matches("[data-day], [data-turn]") ? "days" : "") : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    count();
    if (back === null || back === "messages") return;
    const same = back === "days" ? document.querySelector("[data-day][tabindex='0']") : document.getElementById(back);
    const found = same || document.querySelector("#list input[name=task], #list [data-card], #task h1");
    if (found && (document.activeElement === document.body || !document.activeElement)) {
      if (found.tagName === "H1") found.tabIndex = -1;
      found.focus();
    }
    back = null;
  });

  document.addEventListener("keydown", (event) => {
    if (onLine(event) || onCard(event) || onDay(event)) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", count);
})();
