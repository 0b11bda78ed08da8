// Only what a page cannot do without script: the colour scheme switch, and where the focus goes.
const root = document.documentElement;
const toggle = document.querySelector("[data-do=theme]");
if (toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
}
document.getElementById("problems")?.focus();
