// The back office works without this file; here are only the comforts: colour scheme, drawer, menus,
// choosing rows, keys and the command palette. No eval, no inline handlers, no outside request.
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const html = document.documentElement;
html.dataset.script = "";
for (const hidden of all("[data-do][hidden], [data-copy][hidden], .sel-all[hidden]")) hidden.hidden = false;
find("#problems")?.focus();
// Of many tabs on a small screen the one that is open is in sight.
const tab = find(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;

const palette = find("#palette");
const actions = {
  theme() {
    html.dataset.theme = html.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", html.dataset.theme);
  },
  nav() {
    const open = document.body.classList.toggle("nav-open");
    find(".burger")?.setAttribute("aria-expanded", open);
    (open ? find(".side a") : find(".burger"))?.focus();
  },
  palette: openPalette,
  keys: () => help?.showModal(),
  density() {
    if (html.dataset.density) delete html.dataset.density;
    else html.dataset.density = "compact";
    localStorage.setItem("density", html.dataset.density ?? "");
    stand();
  },
  // Keys of one letter can be switched off: WCAG 2.1.4, for who speaks to the machine.
  letters() {
    localStorage.setItem("letters", letters() ? "off" : "");
    stand();
  },
  print: () => print(),
};
const help = find("#keys");
const letters = () => localStorage.getItem("letters") !== "off";
function stand() {
  find("[data-do=density]")?.setAttribute("aria-checked", html.dataset.density === "compact");
  find("[data-do=letters]")?.setAttribute("aria-checked", letters());
}
stand();
help?.addEventListener("click", (event) => { if (event.target === help) help.close(); });
document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => copy.classList.add("copied"));
  const what = event.target.closest("[data-do]");
  if (!what) return;
  event.preventDefault();
  actions[what.dataset.do]?.();
});

// A menu opens below its button, at the end of the line or at its beginning.
document.addEventListener("beforetoggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.(".menu") || event.newState !== "open") return;
  const at = find(`[popovertarget="${menu.id}"]`).getBoundingClientRect();
  menu.style.top = `${at.bottom + scrollY}px`;
  const right = (menu.dataset.align === "end") !== (html.dir === "rtl");
  menu.style.right = right ? `${html.clientWidth - at.right}px` : "auto";
  menu.style.left = right ? "auto" : `${at.left}px`;
}, true);

// <data-grid>: choosing rows, with Shift a range. Sorting, filters and pages are the server's.
customElements.define("data-grid", class extends HTMLElement {
  connectedCallback() {
    const every = find(".sel-all", this);
    this.addEventListener("change", (event) => {
      if (event.target === every) this.boxes.forEach((box) => { box.checked = every.checked; });
      this.count();
    });
    this.addEventListener("click", (event) => {
      const box = event.target.closest(".sel");
      if (!box) return;
      const boxes = this.boxes;
      const here = boxes.indexOf(box);
      if (event.shiftKey && this.last !== undefined) {
        const [from, to] = [Math.min(here, this.last), Math.max(here, this.last)];
        boxes.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
        this.count();
      }
      this.last = here;
    });
    this.count();
  }
  get boxes() { return all(".sel", this); }
  count() {
    const boxes = this.boxes;
    const chosen = boxes.filter((box) => box.checked).length;
    this.toggleAttribute("data-selected", chosen > 0);
    const shown = find("[data-n]", this);
    if (shown) shown.textContent = chosen;
    const every = find(".sel-all", this);
    if (!every) return;
    every.checked = chosen > 0 && chosen === boxes.length;
    // Who takes a row out does not mean those on other pages either.
    const beyond = find("[name=every]", this);
    if (beyond && !every.checked) beyond.checked = false;
    every.indeterminate = chosen > 0 && !every.checked;
  }
});

// What a form costs is computed by the server; the script only asks again when a choice changes.
for (const box of all("[data-summary]")) {
  const form = box.closest("form");
  let asked = 0;
  form.addEventListener("change", async () => {
    const number = ++asked;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(box.dataset.summary, { method: "POST", body });
      const text = await answer.text();
      if (answer.ok && number === asked) box.innerHTML = text;
    } catch {
      // Offline: the figures stay, and the server decides when the form is sent.
    }
  });
}

// What is wrong is said by the names that stand beside the fields, not by those of the wire.
for (const link of all("#problems a[href^='#f-']")) {
  const id = decodeURIComponent(link.hash.slice(1));
  const label = find(`label[for="${CSS.escape(id)}"]`)?.firstChild?.data.trim() || document.getElementById(id)?.ariaLabel;
  if (label) link.textContent = label + link.textContent.slice(link.textContent.indexOf(":"));
}

// What a chosen product asks comes when it is chosen.
for (const box of all("[data-asks]")) box.closest("form").elements[box.dataset.of].addEventListener("change", async (event) => {
  const body = new URLSearchParams(new FormData(event.target.form));
  const answer = await fetch(box.dataset.asks, { method: "POST", body }).catch(() => null);
  if (answer?.ok) box.innerHTML = await answer.text();
});

// A canned reply goes where the cursor is.
find("#canned")?.addEventListener("change", (event) => {
  const area = find("#f-message");
  if (!event.target.value || !area) return;
  area.setRangeText(event.target.value, area.selectionStart, area.selectionEnd, "end");
  event.target.value = "";
  area.focus();
});

// What a setting may name is asked of the server at the first touch; what is typed counts, whatever
// it says. In a field of lines, a press adds one.
for (const input of all("[data-choices]")) input.addEventListener("focus", async () => {
  const said = document.getElementById(input.dataset.said);
  said.textContent = "Asking the server…";
  const answer = await fetch(input.dataset.choices).catch(() => null);
  const found = answer?.ok && !answer.redirected ? await answer.json() : { choices: [], said: "The server cannot be asked now" };
  said.textContent = found.said;
  if (input.list) {
    input.list.replaceChildren(...found.choices.map(({ id, label }) => Object.assign(document.createElement("option"), { value: id, textContent: label })));
    return;
  }
  for (const { id, label } of found.choices) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn sm", textContent: id, title: label });
    button.addEventListener("click", () => {
      const lines = input.value.split("\n").map((line) => line.trim()).filter(Boolean);
      if (!lines.includes(id)) input.value = [...lines, id].join("\n");
      typed = true;
    });
    said.append(" ", button);
  }
}, { once: true });

// Somebody who has typed is asked before leaving.
let typed = false;
document.addEventListener("input", (event) => { typed ||= !!event.target.closest("form[data-keep]"); });
document.addEventListener("submit", () => { typed = false; });
addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

// The command palette: a combobox over the links of the sidebar, which the page holds once.
function fillPalette() {
  const list = find("#pal-list");
  if (list.children.length > 1) return;
  const offer = (link, icon, label) => {
    const option = Object.assign(document.createElement("a"), { id: `po-${list.children.length}`, href: link.href });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(icon.cloneNode(true), Object.assign(document.createElement("span"), { textContent: label }));
    const { key } = link.dataset;
    if (key) option.append(Object.assign(document.createElement("small"), { textContent: key }));
    list.append(option);
  };
  const said = (link) => find("span", link).textContent;
  for (const link of all(".side-scroll > a:not([rel])")) offer(link, find("svg", link), said(link));
  for (const group of all(".side-scroll > details")) {
    for (const link of all(".sub a", group)) offer(link, find("svg", group), `${group.dataset.section}: ${said(link)}`);
  }
}
function openPalette() {
  if (!palette || palette.open) return;
  fillPalette();
  palette.showModal();
  const input = find("input", palette);
  input.value = "";
  forgetHits();
  narrow("");
}
const options = () => all("[role=option]:not([hidden])", palette);
function point(option) {
  for (const each of all("[role=option]", palette)) each.setAttribute("aria-selected", each === option);
  const input = find("input", palette);
  if (!option) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}
function narrow(text) {
  const words = text.toLowerCase().trim().split(/\s+/).filter(Boolean);
  const everywhere = find("[data-search]", palette);
  for (const option of all("[role=option]", palette)) {
    const said = option.textContent.toLowerCase();
    option.hidden = option !== everywhere && !words.every((word) => said.includes(word));
  }
  everywhere.hidden = words.length === 0;
  find("[data-q]", everywhere).textContent = text;
  everywhere.href = `/admin/search?q=${encodeURIComponent(text)}`;
  const found = options();
  point(found.find((option) => option !== everywhere) ?? found[0]);
  find("#pal-n").textContent = `${found.length} results`;
}
// What is found everywhere comes between the pages, some moments after the last letter.
let asked = 0;
let waits;
async function look(text) {
  const mine = ++asked;
  const answer = await fetch(`/admin/search?as=json&q=${encodeURIComponent(text)}`).catch(() => null);
  if (!answer?.ok || answer.redirected || mine !== asked) return;
  const { groups } = await answer.json();
  if (mine !== asked || !palette.open) return;
  forgetHits();
  const before = find("[data-search]", palette);
  let number = 0;
  for (const group of groups) for (const hit of group.hits.slice(0, 4)) {
    const option = Object.assign(document.createElement("a"), { href: hit.href, id: `po-hit-${++number}` });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.hit = "";
    const text = Object.assign(document.createElement("span"), { textContent: hit.text });
    const small = Object.assign(document.createElement("small"), { textContent: `${hit.small} ${group.label}`.trim() });
    option.append(before.querySelector("svg").cloneNode(true), text, small);
    before.before(option);
  }
  const found = options();
  if (number) point(found[0]);
  find("#pal-n").textContent = `${found.length} results`;
}
function forgetHits() {
  for (const each of all("[data-hit]", palette)) each.remove();
}
palette?.addEventListener("input", (event) => {
  const text = event.target.value.trim();
  asked++;
  clearTimeout(waits);
  forgetHits();
  narrow(event.target.value);
  if (text.length > 1) waits = setTimeout(look, 120, text);
});
palette?.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
palette?.addEventListener("keydown", (event) => {
  const found = options();
  const at = found.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && found.length) {
    event.preventDefault();
    point(found[(at + moves[event.key] + found.length) % found.length]);
  }
  if (event.key === "Enter") {
    event.preventDefault();
    found[at]?.click();
  }
});

// Keys: ⌘K or Ctrl+K commands, / search, g and a letter a page, j k x o the rows of a list.
let sequence = "";
let forget;
let row = -1;
function move(step) {
  const rows = all("tbody tr", find("data-grid") ?? document.createElement("div"));
  if (!rows.length) return;
  rows[row]?.removeAttribute("data-here");
  row = Math.max(0, Math.min(rows.length - 1, row + step));
  rows[row].setAttribute("data-here", "");
  (find("a.open", rows[row]) ?? find("a, input", rows[row]))?.focus({ preventScroll: true });
  rows[row].scrollIntoView({ block: "nearest" });
}
const here = () => find("data-grid tr[data-here]");
const keys = {
  "/": () => find(".search input")?.focus(),
  f: () => find(".find input")?.focus(),
  "?": actions.keys,
  j: () => move(1),
  k: () => move(-1),
  o: () => here() && find("a.open", here())?.click(),
  x: () => { chosen = here(); if (chosen) find(".sel", chosen)?.click(); },
  X: () => chooseTo(here()),
  e: () => find("form[data-keep] .inp:not([type=hidden])")?.focus(),
  r: () => answerBy("reply"),
  n: () => answerBy("note"),
  s: () => find("#f-status")?.focus(),
};
// What is written next is a reply or a note: that button is the one that Ctrl and Enter press.
function answerBy(verb) {
  const form = find("#answer");
  for (const button of all("[value=reply],[value=note]", form ?? document.createElement("form"))) {
    button.classList.toggle("primary", button.value === verb);
  }
  find("#f-message")?.focus();
}
// From the row that was chosen last to this one.
let chosen;
function chooseTo(row) {
  const rows = all("tbody tr", find("data-grid") ?? document.createElement("div"));
  const [from, to] = [rows.indexOf(chosen ?? row), rows.indexOf(row)].sort((a, b) => a - b);
  if (from < 0) return;
  for (const each of rows.slice(from, to + 1)) find(".sel:not(:checked)", each)?.click();
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("nav-open")) return actions.nav();
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return openPalette();
  }
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && event.target.matches("#f-message")) {
    event.preventDefault();
    return find(".form-foot .primary", event.target.form)?.click();
  }
  if (typing || event.metaKey || event.ctrlKey || event.altKey || event.key.length !== 1) return;
  if (!letters()) return;
  clearTimeout(forget);
  forget = setTimeout(() => { sequence = ""; }, 900);
  sequence += event.key;
  const place = find(`[data-key="${CSS.escape(sequence)}"]`);
  if (place) {
    sequence = "";
    return place.click();
  }
  if (sequence.length === 1 && keys[sequence] && !"ga".includes(sequence)) {
    const act = keys[sequence];
    sequence = "";
    event.preventDefault();
    act();
  }
});

// A message as it will look, without leaving the page; without script the page comes back with it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-preview]");
  if (!button) return;
  event.preventDefault();
  const said = new URLSearchParams(new FormData(button.form));
  said.set("do", "preview");
  const answer = await fetch(button.form.action, { method: "POST", body: said });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, then] = [document.getElementById("preview"), page.getElementById("preview")];
  if (now && then) now.replaceWith(document.importNode(then, true));
});

// Counts that change while the page is open. A hidden page closes its stream: browsers keep only a
// few connections to one server.
let news;
function listen() {
  if (!window.EventSource || document.hidden || news || !find(".side")) return;
  const reads = find("#here");
  news = new EventSource(`/admin/events${reads ? `?ticket=${reads.dataset.ticket}` : ""}`);
  news.addEventListener("counts", (event) => {
    const { places, sections, running, here } = JSON.parse(event.data);
    if (reads && here) {
      reads.hidden = !here.length;
      find("b", reads).textContent = here.join(", ");
    }
    for (const [href, number] of Object.entries(places)) {
      for (const link of all(".side a").filter((each) => each.getAttribute("href") === href)) count(link, number);
      for (const big of all(".todo-strip a").filter((link) => link.getAttribute("href") === href)) {
        find("b", big).textContent = number;
      }
    }
    for (const [label, number] of Object.entries(sections)) {
      const head = all(".side details").find((each) => each.dataset.section === label);
      if (head) count(find("summary", head), number);
    }
    const now = find("#running");
    if (now) {
      now.hidden = !running.length;
      now.textContent = running.length ? `Running now: ${running.join(", ")}` : "";
    }
  });
}
function count(place, number) {
  let mark = find(".count", place);
  if (!mark && number) {
    mark = document.createElement("span");
    mark.className = "count";
    const open = document.createElement("span");
    open.className = "sr";
    open.textContent = " open";
    mark.append(document.createTextNode(""), open);
    const arrow = find(".chev", place);
    if (arrow) arrow.before(mark);
    else place.append(mark);
  }
  if (!mark) return;
  mark.hidden = !number;
  mark.firstChild.textContent = number;
}
function leave() {
  news?.close();
  news = undefined;
}
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
addEventListener("pagehide", leave);
listen();
