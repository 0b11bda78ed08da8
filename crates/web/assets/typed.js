// What was typed into a form of the office or the client area whose session had ended: it stays in this tab for an hour,
// and stands in the form again once the same person has signed in. Passwords, files and hidden
// fields, the session's token among them, are never kept.
(() => {
  const KEY = "hostler-typed", HOUR = 3_600_000;
  const store = (entry) => { try { sessionStorage.setItem(KEY, JSON.stringify(entry)); } catch { /* full, or not allowed */ } };
  const forget = () => { try { sessionStorage.removeItem(KEY); } catch { /* not allowed */ } };
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; } };
  const inputs = (form) => [...form.elements].filter(({ name, type, autocomplete }) => name
    && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(type)
    && !/pass|secret|token|key/i.test(name + autocomplete));
  const alike = (action) => [...document.querySelectorAll("form[data-keep]")].filter((form) => form.getAttribute("action") === action);
  const { who, typed } = document.body.dataset;
  const here = location.pathname + location.search;

  if (who) {
    document.addEventListener("submit", ({ target }) => {
      forget();
      if (!target.matches("form[data-keep]")) return;
      const fields = inputs(target).map(({ name, value, checked }) => [name, value, !!checked]);
      const action = target.getAttribute("action");
      store({ who, page: here, action, nth: alike(action).indexOf(target), at: Date.now(), fields });
    });
  }
  const entry = kept();
  if (!entry) return;
  if (Date.now() - entry.at > HOUR) return forget();
  if (!who) {
    // The log-in, to which only a form without a session leads while something is kept.
    store({ ...entry, lost: true });
    for (const next of document.querySelectorAll("input[name=next]")) next.value = entry.page;
    return;
  }
  if (!entry.lost || entry.who !== who) return forget();
  if (entry.page !== here) return;
  forget();
  const form = alike(entry.action)[entry.nth];
  if (!form) return;
  const fields = inputs(form);
  for (const [name, value, checked] of entry.fields) {
    const boxes = (input) => ["checkbox", "radio"].includes(input.type);
    const at = fields.findIndex((input) => input.name === name && (!boxes(input) || input.value === value));
    if (at < 0) continue;
    const [input] = fields.splice(at, 1);
    if (boxes(input)) input.checked = checked; else input.value = value;
    input.closest("details")?.setAttribute("open", "");
  }
  const said = Object.assign(document.createElement("div"), { className: "notice t-warn", role: "status", textContent: typed || "Your session had ended. What you typed stands here again; nothing of it was saved yet." });
  form.before(said);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  said.scrollIntoView({ block: "center" });
})();
