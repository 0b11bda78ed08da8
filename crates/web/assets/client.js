// Conveniences of the client area; every page works without them.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.drop[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    navigator.clipboard.writeText(copy.dataset.copy).then(() => {
      const live = document.getElementById("live");
      if (live) live.textContent = live.dataset.copied;
      copy.classList.add("copied");
      setTimeout(() => copy.classList.remove("copied"), 1500);
    });
  }
  if (event.target.closest("[data-do=print]")) window.print();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.drop[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
function reveal(part) {
  for (const hidden of part.querySelectorAll("[data-copy][hidden], [data-do=print][hidden]")) {
    hidden.hidden = false;
  }
}
reveal(document);

// Articles that may help, while a ticket gets its subject; without script there are simply none.
const suggest = document.querySelector("[data-suggest]");
const subject = suggest && document.getElementById("f-subject");
if (subject) {
  let waiting = 0;
  let asked = "";
  const look = async () => {
    const text = subject.value.trim();
    if (text === asked) return;
    asked = text;
    const answer = await fetch(`${suggest.dataset.suggest}?subject=${encodeURIComponent(text)}`);
    if (text !== asked) return;
    suggest.innerHTML = answer.status === 200 ? await answer.text() : "";
    suggest.hidden = suggest.innerHTML === "";
  };
  subject.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
  if (subject.value) look();
}

// A message as it will look, without leaving the page; without script the page comes back with it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-preview]");
  if (!button) return;
  event.preventDefault();
  const form = button.form;
  const said = new FormData(form);
  said.set("do", "preview");
  said.delete("files[]");
  const answer = await fetch(form.action, { method: "POST", body: said });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, then] = [document.getElementById("preview"), page.getElementById("preview")];
  if (now && then) now.replaceWith(document.importNode(then, true));
});

// Files that are too large are named before they are sent: the server would have to refuse the form.
for (const files of document.querySelectorAll("input[type=file][data-most]")) {
  const said = document.createElement("p");
  said.className = "problem";
  said.role = "alert";
  const look = () => {
    const sum = [...files.files].reduce((sum, file) => sum + file.size, 0);
    const tooLarge = sum > Number(files.dataset.most);
    files.ariaInvalid = tooLarge ? "true" : null;
    said.textContent = files.dataset.tooLarge;
    if (tooLarge) files.after(said);
    else said.remove();
    return tooLarge;
  };
  files.addEventListener("change", look);
  files.form.addEventListener("submit", (event) => {
    if (!look()) return;
    event.preventDefault();
    files.focus();
  });
}

// What changes while the page is open: counts of the navigation, and the part of the page about one
// thing, which is fetched anew when that thing is another one. A hidden page closes its stream:
// browsers keep only a few connections to one server.
let news;
const part = () => document.getElementById("state");
function listen() {
  const from = document.body.dataset.live;
  if (!window.EventSource || document.hidden || news || !from) return;
  const about = part()?.dataset.about;
  news = new EventSource(about ? `${from}?${about}` : from);
  news.addEventListener("counts", (event) => {
    const said = JSON.parse(event.data);
    for (const place of document.querySelectorAll("[data-count]")) count(place, said[place.dataset.count]);
    if (said.state !== null && part() && part().dataset.state !== said.state) renew();
  });
}
function count(place, number) {
  let mark = place.querySelector(".count");
  if (!mark && number) {
    mark = document.createElement("span");
    mark.className = "count hot nopush";
    const what = document.createElement("span");
    what.className = "sr";
    what.textContent = ` ${place.dataset.counted}`;
    mark.append(document.createTextNode(""), what);
    place.append(mark);
  }
  if (!mark) return;
  mark.hidden = !number;
  mark.firstChild.textContent = number;
}
async function renew() {
  const answer = await fetch(location.pathname + location.search);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, then] = [part(), page.getElementById("state")];
  if (!now || !then) return;
  const fresh = document.importNode(then, true);
  const stood = now.contains(document.activeElement);
  now.replaceWith(fresh);
  reveal(fresh);
  // Whoever stood in it goes on from there, and whoever does not see it is told how things stand.
  if (stood) {
    fresh.tabIndex = -1;
    fresh.focus({ preventScroll: true });
  }
  const live = document.getElementById("live");
  if (live) live.textContent = fresh.querySelector(".badge")?.textContent ?? "";
}
function leave() {
  news?.close();
  news = undefined;
}
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
addEventListener("pagehide", leave);
listen();
