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
for (const hidden of document.querySelectorAll("[data-copy][hidden], [data-do=print][hidden]")) {
  hidden.hidden = false;
}

// What takes its time is fetched once the page stands; without script a link leads there.
for (const part of document.querySelectorAll("[data-fetch]")) {
  part.ariaBusy = "true";
  fetch(part.dataset.fetch).then((answer) => answer.text()).then((text) => {
    const found = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
    if (found) part.replaceWith(document.importNode(found, true));
  }).catch(() => {}).finally(() => { part.ariaBusy = null; });
}

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
