// Conveniences of the client area; every page works without them.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.drop[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    navigator.clipboard.writeText(copy.dataset.copy).then(() => {
      const live = document.getElementById("live");
      if (live) live.textContent = `${copy.dataset.copy} copied`;
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
