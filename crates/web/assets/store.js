// Only what a page cannot do without script: the colour scheme switch, where the focus goes, and
// what "back" and "reload" come to.
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

// A page that answers a form is remembered with what was sent: "back" and "reload" would ask to send
// it again, or fail. Said anew, its address is one to be read, which leads to the form.
history.replaceState(history.state, "", location.href);

// The server computes the summary; the script only asks again when a choice changes.
const summary = document.querySelector("#summary[data-source]");
const form = summary?.closest("form");
let asked = 0;
form?.addEventListener("change", async ({ target }) => {
  // What a choice adds depends on the cycle, whose name it is kept under.
  if (target.name === "cycle")
    for (const each of form.querySelectorAll("[data-by-cycle]")) each.textContent = each.dataset[target.value];
  const number = ++asked;
  const fields = new URLSearchParams(new FormData(form));
  // What the summary does not depend on stays in the browser.
  for (const secret of ["password", "card_number", "card_expiry", "card_cvv"]) fields.delete(secret);
  try {
    const answer = await fetch(summary.dataset.source, { method: "POST", body: fields });
    // Where a session has ended, it is the log-in that answers.
    if (answer.ok && !answer.redirected && number === asked) summary.innerHTML = await answer.text();
  } catch {
    // Offline: the summary stays, and the server decides when the order is sent.
  }
});

// What a department wants to know comes with the choice of it; without script the form asks when it
// is sent.
const asks = document.querySelector("[data-asks]");
const department = asks?.closest("form").elements.namedItem("department");
department?.addEventListener("change", async () => {
  const chosen = department.value;
  const answer = await fetch(`${asks.dataset.asks}?department=${encodeURIComponent(chosen)}`);
  if (answer.ok && chosen === department.value) asks.innerHTML = await answer.text();
});
