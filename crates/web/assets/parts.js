// Shared by the client area and the office: parts of a page that come later than the page.
// What takes its time is fetched once the page stands; without script a link leads there.
for (const part of document.querySelectorAll("[data-fetch]")) {
  part.ariaBusy = "true";
  fetch(part.dataset.fetch).then((answer) => answer.text()).then((text) => {
    const found = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
    if (!found) return;
    const [fresh, focused] = [document.importNode(found, true), part.contains(document.activeElement)];
    part.replaceWith(fresh);
    // Whoever stood in what is gone stands in what came.
    if (focused) {
      fresh.tabIndex = -1;
      fresh.focus();
    }
  }).catch(() => {}).finally(() => { part.ariaBusy = null; });
}
