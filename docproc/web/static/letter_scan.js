// The scan of a letter: zoom and pages by key, where values were read, words that are chosen and put into a field.
// What is read on the page comes as JSON; it is shown as text, never as markup.
(() => {
  "use strict";
  const scan = document.querySelector(".scan");
  if (!scan) return;
  const pages = scan.querySelector(".scan-pages");
  const bar = document.getElementById("scan-word");
  const letter = scan.dataset.letter;
  const ZOOMS = [1, 1.25, 1.5, 2, 2.5, 3];
  const SHARP = 1.5; // from here on the finer picture is needed
  const words = new Map(); // what is known of a page: {width, height, list}
  let zoom = 0;
  let field = null; // the field that a person was in last
  let chosen = null; // {page, from, to}: the words chosen, by their places in the list

  const say = (text) => {
    document.getElementById("said").textContent = text;
  };
  const figure = (page) => pages.querySelector(`[data-page="${page}"]`);
  const drawing = (page) => figure(page)?.querySelector("svg");
  const isTyping = (element) => ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

  // Zoom and pages.
  const setZoom = (wanted) => {
    zoom = Math.min(Math.max(wanted, 0), ZOOMS.length - 1);
    const middle = (pages.scrollTop + pages.clientHeight / 2) / pages.scrollHeight;
    pages.style.setProperty("--zoom", ZOOMS[zoom]);
    pages.scrollTop = middle * pages.scrollHeight - pages.clientHeight / 2;
    if (ZOOMS[zoom] < SHARP) return;
    for (const picture of pages.querySelectorAll("img")) {
      if (!picture.src.includes("size=zoom")) picture.src += "&size=zoom";
    }
  };
  const turnTo = (page) => {
    if (figure(page)) pages.scrollTop = figure(page).offsetTop - pages.offsetTop;
  };
  const pageInView = () => {
    const middle = pages.getBoundingClientRect().top + pages.clientHeight / 3;
    const all = [...pages.querySelectorAll(".scan-page")];
    return Number((all.findLast((one) => one.getBoundingClientRect().top <= middle) ?? all[0]).dataset.page);
  };

  // The words of pages, asked for once each.
  const wordsOf = (page) => {
    if (!words.has(page)) {
      words.set(
        page,
        fetch(`/letters/${letter}/pages/${page}/words`)
          .then((answer) => (answer.ok ? answer.json() : { width: 0, height: 0, lines: [] }))
          .then((found) => drawWords(page, found)),
      );
    }
    return words.get(page);
  };
  const drawWords = (page, found) => {
    const known = { width: found.width || 595, height: found.height || 842, list: [] };
    if (found.lines.length && !found.lines.flat().some((word) => word.box)) {
      writeText(page, found.lines);
      return known;
    }
    const over = drawing(page);
    over.setAttribute("viewBox", `0 0 ${known.width} ${known.height}`);
    const picture = figure(page)?.querySelector("img");
    picture?.setAttribute("height", Math.round((1000 * known.height) / known.width));
    found.lines.forEach((line, row) => {
      for (const word of line) {
        if (!word.box) continue;
        const drawn = rectangle(word.box, "scan-a-word");
        drawn.dataset.word = known.list.length;
        known.list.push({ ...word, row, drawn });
        over.append(drawn);
      }
    });
    return known;
  };
  // A text file has no picture: its lines are the page.
  const writeText = (page, lines) => {
    const text = document.createElement("pre");
    text.className = "scan-text";
    text.textContent = lines.map((line) => line.map((word) => word.text).join(" ")).join("\n");
    figure(page).replaceChildren(text);
  };
  const rectangle = ([x0, y0, x1, y1], name) => {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const sides = { x: x0 - 1, y: y0 - 1, width: x1 - x0 + 2, height: y1 - y0 + 2, class: name };
    for (const [side, value] of Object.entries(sides)) drawn.setAttribute(side, value);
    return drawn;
  };

  // Where a value was read.
  let asked = 0;
  const show = async (places) => {
    const turn = ++asked;
    for (const old of pages.querySelectorAll(".scan-place")) old.remove();
    const found = places.split(";").filter(Boolean).map((place) => {
      const [page, box] = place.split(":");
      return { page: Number(page), box: box.split(",").map(Number) };
    });
    for (const { page, box } of found) {
      if (!figure(page)) continue;
      const { height } = await wordsOf(page);
      if (turn !== asked) return; // another place was asked for meanwhile
      drawing(page)?.prepend(rectangle(box, "scan-place"));
      if (page !== found[0].page || box !== found[0].box) continue;
      const shown = figure(page);
      const middle = ((box[1] + box[3]) / 2 / height) * shown.clientHeight;
      pages.scrollTop = shown.offsetTop - pages.offsetTop + middle - pages.clientHeight / 2;
    }
  };
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("input[data-field-name], textarea[data-field-name]")) field = event.target;
    const placed = event.target.closest("[data-places]");
    if (placed?.dataset.places) show(placed.dataset.places);
  });

  // Words chosen on the scan.
  const textOf = ({ from, to }, list) => list.slice(from, to + 1).map((word) => word.text).join(" ");
  const choose = async (page, from, to) => {
    const { list } = await wordsOf(page);
    if (!list.length) return;
    const inside = (place) => Math.min(Math.max(place, 0), list.length - 1);
    chosen = { page, anchor: inside(from), head: inside(to) };
    chosen.from = Math.min(chosen.anchor, chosen.head);
    chosen.to = Math.max(chosen.anchor, chosen.head);
    for (const old of pages.querySelectorAll(".is-chosen")) old.classList.remove("is-chosen");
    for (const word of list.slice(chosen.from, chosen.to + 1)) word.drawn.classList.add("is-chosen");
    tell(list);
  };
  const tell = (list) => {
    const slot = (name) => bar.querySelector(`[data-slot="${name}"]`);
    const words_in = (name) => bar.querySelector(`template[data-${name}]`).dataset[name];
    const those = list.slice(chosen.from, chosen.to + 1);
    const sure = Math.round(100 * Math.min(...those.map((word) => word.confidence)));
    const others = [...new Set(those.flatMap((word) => word.alternatives))].slice(0, 6);
    const repaired = those.some((word) => word.repaired) ? ` · ${words_in("repaired")}` : "";
    slot("text").textContent = textOf(chosen, list);
    slot("sure").textContent = words_in("sure").replace("%", sure) + repaired;
    slot("others").textContent = others.length ? `· ${words_in("others").replace("%", others.join(", "))}` : "";
    slot("field").textContent = field?.isConnected ? field.dataset.fieldName : "";
    bar.querySelector("[data-use]").hidden = !field?.isConnected || field.readOnly;
    bar.hidden = false;
    say(`${textOf(chosen, list)}, ${slot("sure").textContent} ${slot("others").textContent}`);
  };
  const leave = () => {
    chosen = null;
    bar.hidden = true;
    for (const old of pages.querySelectorAll(".is-chosen")) old.classList.remove("is-chosen");
  };
  const use = async () => {
    if (!chosen || !field?.isConnected || field.readOnly) return;
    field.value = textOf(chosen, (await wordsOf(chosen.page)).list);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    leave();
    field.focus();
  };
  const makeTask = async () => {
    const { page } = chosen;
    const those = (await wordsOf(page)).list.slice(chosen.from, chosen.to + 1);
    const boxes = those.map((word) => word.box);
    const asks = new URLSearchParams({ text: textOf(chosen, (await wordsOf(page)).list), page });
    const side = (place, pick) => pick(...boxes.map((box) => box[place])).toFixed(1);
    asks.set("box", [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)].join(","));
    leave();
    const panel = document.getElementById("panel-tasks");
    await window.htmx.ajax("GET", `/letters/${letter}/tasks?${asks}`, { target: panel, swap: "innerHTML" });
    panel.querySelector("[autofocus], textarea")?.focus();
  };

  const wordAt = (x, y) => {
    const found = document.elementFromPoint(x, y)?.closest?.("[data-word]");
    return found ? { page: Number(found.closest(".scan-page").dataset.page), at: Number(found.dataset.word) } : null;
  };
  let begun = null;
  pages.addEventListener("pointerdown", (event) => {
    begun = event.button === 0 ? wordAt(event.clientX, event.clientY) : null;
    if (!begun) return;
    event.preventDefault(); // else the browser drags the picture
    drawing(begun.page).focus({ preventScroll: true });
    choose(begun.page, event.shiftKey && chosen?.page === begun.page ? chosen.anchor : begun.at, begun.at);
  });
  pages.addEventListener("pointermove", (event) => {
    const over = begun && event.buttons & 1 ? wordAt(event.clientX, event.clientY) : null;
    if (over && over.page === begun.page && over.at !== chosen?.head) choose(begun.page, begun.at, over.at);
  });
  document.addEventListener("pointerup", () => (begun = null));

  const besideInRow = (list, at, step) => {
    const row = list[at].row;
    const wanted = step > 0 ? list.find((word) => word.row > row) : list.findLast((word) => word.row < row);
    if (!wanted) return at;
    const middle = (word) => (word.box[0] + word.box[2]) / 2;
    const near = list.filter((word) => word.row === wanted.row);
    near.sort((one, other) => Math.abs(middle(one) - middle(list[at])) - Math.abs(middle(other) - middle(list[at])));
    return list.indexOf(near[0]);
  };
  const moveTo = async (page, key, extends_it) => {
    const { list } = await wordsOf(page);
    if (!list.length) return;
    const at = chosen?.page === page ? chosen.head : -1;
    const steps = {
      ArrowRight: () => at + 1,
      ArrowLeft: () => at - 1,
      ArrowDown: () => (at < 0 ? 0 : besideInRow(list, at, 1)),
      ArrowUp: () => (at < 0 ? 0 : besideInRow(list, at, -1)),
    };
    const to = steps[key]();
    await choose(page, extends_it && at >= 0 ? chosen.anchor : to, to);
    chosen && list[chosen.head].drawn.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  pages.addEventListener("keydown", (event) => {
    const over = event.target.closest("svg");
    if (!over || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Number(over.closest(".scan-page").dataset.page);
    if (event.key.startsWith("Arrow")) moveTo(page, event.key, event.shiftKey);
    else if (event.key === "Enter" && chosen) use();
    else if (event.key === "Escape") goBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const goBack = () => {
    leave();
    if (field?.isConnected) field.focus();
    else document.getElementById("doubts-heading").focus();
  };

  bar.querySelector("[data-use]").addEventListener("click", use);
  bar.querySelector("[data-new-task]")?.addEventListener("click", makeTask);
  bar.querySelector("[data-leave]").addEventListener("click", goBack);
  scan.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-zoom], [data-to-page]");
    if (pressed?.dataset.zoom) setZoom(zoom + (pressed.dataset.zoom === "in" ? 1 : -1));
    else if (pressed) turnTo(pressed.dataset.toPage);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (event.key === "+" || event.key === "=") setZoom(zoom + 1);
    else if (event.key === "-") setZoom(zoom - 1);
    else if (event.key === "PageDown") turnTo(pageInView() + 1);
    else if (event.key === "PageUp") turnTo(pageInView() - 1);
    else return;
    event.preventDefault();
  });
  for (const picture of pages.querySelectorAll("img")) {
    picture.addEventListener("error", () => {
      picture.hidden = true;
      const failed = picture.parentElement?.querySelector(".scan-failed"); // none once text stands in its place
      if (failed) failed.hidden = false;
    });
  }
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) wordsOf(Number(entry.target.dataset.page));
    }
  }, { root: pages, rootMargin: "200px" });
  for (const one of pages.querySelectorAll(".scan-page")) seen.observe(one);
})();
