// Files are dropped anywhere on the page or chosen, and sent one by one, so that each is told of alone and a large number
// needs no large request. What became of each is a line that the desk writes.
(() => {
  "use strict";
  const box = document.getElementById("uploads");
  const chooser = document.getElementById("upload-files");
  const drop = document.getElementById("drop");
  const results = document.getElementById("upload-results");
  const count = document.getElementById("upload-count");
  const progress = document.getElementById("upload-progress");
  const AT_ONCE = 2;
  const waiting = [];
  let total = 0;
  let done = 0;
  let sending = 0;

  const tell = () => {
    box.hidden = false;
    count.textContent = count.dataset.words.replace("{done}", done).replace("{total}", total);
    progress.max = Math.max(total, 1);
    progress.value = done;
  };

  const tellOf = (template, file, answer) => {
    const line = document.getElementById(template).content.cloneNode(true);
    line.querySelector("strong").textContent = file.name;
    if (answer !== undefined) line.querySelector("div").innerHTML = answer; // escaped by the desk
    results.prepend(line);
  };

  const send = async (file) => {
    if (file.size > Number(box.dataset.most)) return tellOf("upload-too-large", file);
    const body = new FormData();
    body.append("file", file, file.name);
    const book = document.getElementById("upload-book")?.value ?? "";
    const headers = { "X-CSRF-Token": box.dataset.token, "HX-Request": "true" };
    try {
      const answer = await fetch(`/upload?${new URLSearchParams({ book })}`, { method: "POST", body, headers });
      if (answer.headers.get("HX-Redirect")) location.assign(answer.headers.get("HX-Redirect"));
      const words = await answer.text();
      if (answer.ok) results.insertAdjacentHTML("afterbegin", words);
      else tellOf("upload-refused", file, words);
    } catch {
      tellOf("upload-unsent", file);
    }
  };

  const next = async () => {
    if (sending >= AT_ONCE || !waiting.length) return;
    sending += 1;
    await send(waiting.shift());
    sending -= 1;
    done += 1;
    tell();
    if (!sending && !waiting.length) htmx.trigger("#work", "refresh");
    next();
  };

  const take = (files) => {
    if (!files.length) return;
    if (!sending) total = done = 0;
    waiting.push(...files);
    total += files.length;
    tell();
    for (let one = 0; one < AT_ONCE; one += 1) next();
  };

  chooser.addEventListener("change", () => {
    take([...chooser.files]);
    chooser.value = "";
  });
  document.getElementById("uploads-close").addEventListener("click", () => {
    box.hidden = true;
    results.replaceChildren();
    chooser.focus();
  });

  const brings = (event) => [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    drop.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    drop.hidden = true;
    take([...event.dataTransfer.files]);
  });
  window.addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });
})();
