// Pages are turned and moved on the page; what is sent are the hidden fields, in the order in which they stand.
(() => {
  "use strict";
  const form = document.querySelector("[data-arrange]");
  if (!form) return;
  const list = form.querySelector(".sheets");
  const said = document.getElementById("arrange-said");
  const first = [...list.children];

  const place = (sheet) => [...list.children].indexOf(sheet) + 1;

  const renew = () => {
    for (const sheet of list.children) {
      sheet.querySelector("[data-name]").textContent = place(sheet);
      sheet.classList.toggle("is-cut", sheet.querySelector("[name=begins]").checked);
    }
    form.querySelector("[data-cut]").hidden = !form.querySelector("[name=begins]:checked");
  };

  const turn = (sheet, by) => {
    const field = sheet.querySelector("[name=turn]");
    field.value = (Number(field.value) + by + 360) % 360;
    for (const degrees of ["90", "180", "270"]) sheet.classList.toggle(`turned-${degrees}`, field.value === degrees);
    sheet.querySelector("[data-turned]").textContent = field.value === "0" ? "" : `${field.value}°`;
    said.textContent = `${said.dataset.turned} ${field.value}°`;
  };

  const move = (sheet, by) => {
    const other = by < 0 ? sheet.previousElementSibling : sheet.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(sheet);
    else other.after(sheet);
    renew();
    said.textContent = `${said.dataset.moved} ${place(sheet)}`;
  };

  const act = (sheet, what) => {
    if (what === "left") turn(sheet, -90);
    if (what === "right") turn(sheet, 90);
    if (what === "earlier") move(sheet, -1);
    if (what === "later") move(sheet, 1);
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    act(button.closest(".sheet"), button.dataset.do);
    button.focus();
  });

  form.addEventListener("keydown", (event) => {
    const picture = event.target.closest("[data-sheet]");
    const what = { ArrowLeft: "earlier", ArrowRight: "later", l: "left", r: "right" }[event.key];
    if (!picture || !what || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act(picture.closest(".sheet"), what);
    picture.focus();
  });

  form.addEventListener("change", renew);

  form.addEventListener("reset", () => {
    list.append(...first);
    for (const sheet of first) turn(sheet, -Number(sheet.querySelector("[name=turn]").value));
    said.textContent = "";
    setTimeout(renew);
  });
})();
