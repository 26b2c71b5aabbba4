// Keys in the grid of the calendar: arrows go by day and week, over the edge into the next month.
(() => {
  "use strict";
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const grid = () => document.querySelector("[data-calendar]");
  const linkOf = (day) => grid().querySelector(`[data-day="${day}"]`);

  const moved = (day, by) => {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + by);
    return date.toISOString().slice(0, 10);
  };

  const focusOn = (link) => {
    for (const one of grid().querySelectorAll("[data-day]")) one.tabIndex = one === link ? 0 : -1;
    link.focus();
  };

  const goTo = (day) => {
    const link = linkOf(day);
    if (link) return focusOn(link);
    const address = new URL(window.location.href);
    address.searchParams.set("month", day.slice(0, 7));
    address.searchParams.set("day", day);
    window.location.assign(address);
  };

  document.addEventListener("keydown", (event) => {
    const day = event.target.dataset?.day;
    if (!day || event.ctrlKey || event.altKey || event.metaKey || !(event.key in STEPS)) return;
    event.preventDefault();
    goTo(moved(day, STEPS[event.key]));
  });

  // A day that was opened is marked, and its list is read from its heading on.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "day") return;
    const day = event.detail.requestConfig.elt.dataset.day;
    for (const cell of grid().querySelectorAll("td")) cell.classList.toggle("is-chosen", !!cell.querySelector(`[data-day="${day}"]`));
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-select]")) event.target.select();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const chosen = new URLSearchParams(window.location.search).get("day");
    const link = chosen && linkOf(chosen);
    if (link) focusOn(link);
  });
})();
