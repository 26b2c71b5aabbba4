// Keys on the task that has the focus, and the cursor at which a task is divided. The panel brings this script each
// time that it is put into a page; it is at work once.
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.letterTasks) return;
  root.dataset.letterTasks = "on";
  let focused = "";

  const isTyping = (element) => ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
  const panel = () => document.getElementById("letter-tasks");
  const press = (event, element) => {
    if (!element || element.disabled) return;
    event.preventDefault();
    event.stopPropagation();
    if (isTyping(element)) element.focus();
    else element.click();
  };
  const beside = (task, step) => {
    const tasks = [...panel().querySelectorAll(".lt-task")];
    return tasks[tasks.indexOf(task) + step];
  };

  // Before the keys of the page are asked: on a task its own keys come first.
  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest?.("#letter-tasks");
    if (!inside || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target)) {
      const form = event.target.closest("form");
      if (event.key === "Escape") press(event, form?.querySelector("[data-cancel]"));
      else if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && !event.shiftKey) {
        event.preventDefault();
        form.requestSubmit();
      }
      return;
    }
    if (event.key === "n" && !event.altKey) return press(event, document.getElementById("add-task"));
    const task = event.target.closest(".lt-task");
    if (!task) return;
    if (!event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = beside(task, event.key === "ArrowDown" ? 1 : -1);
      if (next) {
        event.preventDefault();
        event.stopPropagation();
        next.focus();
      }
      return;
    }
    const key = event.altKey ? `Alt+${event.key}` : event.key;
    press(event, [...task.querySelectorAll("[data-task-key]")].find((one) => one.dataset.taskKey === key));
  }, true);

  // A text that is to be divided can be walked through, not changed.
  document.addEventListener("beforeinput", (event) => {
    if (event.target.closest?.("[data-split]")) event.preventDefault();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.elt.closest?.("[data-split]");
    if (!form || event.detail.verb !== "post") return;
    const text = form.querySelector("textarea");
    // The store counts characters, the browser halves of some of them.
    event.detail.parameters.at = [...text.value.slice(0, text.selectionStart)].length;
  });

  // The focus stays where it was when the panel is made anew.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const now = document.activeElement;
    const task = now?.closest?.(".lt-task");
    focused = event.detail.target.contains(now) && panel()?.contains(now) ? now.id || task?.id || "" : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
    focused = "";
  });
})();
