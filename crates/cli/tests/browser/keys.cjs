// The keyboard: every page can be walked through and left, the focus is seen, and the keys of the
// back office lead where they say.
const { client, look, must, office, open, run, visitor, wrong } = require("./house.cjs");

const STEPS_MAX = 400;
/** Stops within one input of a date and time. */
const PARTS_MAX = 7;

/** Presses Tab until the page is left; every stop must be visible and say that it has the focus. */
async function walk(page, at) {
  await open(page, at);
  const stops = new Set();
  let last = "";
  let again = 0;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      element.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      const around = getComputedStyle(element.parentElement);
      const shows = ring || style.boxShadow !== "none" || around.boxShadow !== "none"
        || element.nextElementSibling && getComputedStyle(element.nextElementSibling).outlineStyle !== "none"
        || element.nextElementSibling && getComputedStyle(element.nextElementSibling).boxShadow !== "none";
      const name = `${element.tagName}.${element.className}#${element.id || element.name || ""} ${(element.textContent || "").trim().slice(0, 30)}`;
      // A date is a day, a month and a year, each a stop of its own within the one input.
      const parts = ["date", "time", "datetime-local", "month"].includes(element.type);
      return { id: element.dataset.stop, name, parts, shows: Boolean(shows), seen: box.width > 0 && box.height > 0 };
    });
    if (!stop || stops.has(stop.id) && stop.id === "0") break;
    again = stop.id === last ? again + 1 : 0;
    if (again > (stop.parts ? PARTS_MAX : 0)) return wrong(`${at}: the focus does not leave ${stop.name}`);
    if (!stop.shows) wrong(`${at}: nothing shows the focus on ${stop.name}`);
    if (!stop.seen) wrong(`${at}: the focus is on something unseen, ${stop.name}`);
    stops.add(stop.id);
    last = stop.id;
  }
  if (stops.size < 3) wrong(`${at}: only ${stops.size} stops`);
}

run({
  "a visitor walks through the shop": async () => {
    const page = await visitor();
    for (const at of ["/", "/store", "/compare/1,5", "/order/1", "/domains/search?query=nordic", "/cart", "/contact", "/kb", "/login", "/register"]) {
      await walk(page, at);
    }
    await open(page, "/");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    must(await page.evaluate(() => location.hash === "#content"), "the first stop does not skip to the content");
  },
  "a client walks through the client area": async () => {
    const page = await client();
    for (const at of [
      "/clientarea", "/services", "/billing/invoices", "/billing/mass-pay", "/billing/payment-methods", "/billing/add-funds",
      "/tickets", "/tickets/new", "/domains", "/account", "/account/users", "/account/security", "/account/privacy",
    ]) {
      await walk(page, at);
    }
  },
  "staff walks through the back office": async () => {
    const page = await office();
    for (const at of [
      "/admin", "/admin/clients", "/admin/clients/1", "/admin/clients/1?tab=notes", "/admin/clients/1?tab=profile",
      "/admin/orders/1", "/admin/invoices/1", "/admin/services/1", "/admin/domains/1", "/admin/tickets/1",
      "/admin/products/1", "/admin/settings?q=mail", "/admin/automation", "/admin/arrange", "/admin/tlds/sync",
    ]) {
      await walk(page, at);
    }
  },
  "the keys of the back office": async () => {
    const page = await office();
    for (const [keys, path] of [["gi", "/admin/invoices"], ["gc", "/admin/clients"], ["ac", "/admin/clients/new"]]) {
      await open(page, "/admin");
      await page.locator("h1").click();
      for (const key of keys) await page.keyboard.press(key);
      await page.waitForURL(`**${path}`);
    }
    await open(page, "/admin");
    await page.keyboard.press("Control+k");
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    await look(page, "the palette");
    await page.keyboard.press("Escape");
    must(await dialog.count() === 0, "Escape does not close the palette");
    await page.waitForFunction(() => !document.activeElement?.closest("dialog"));
    await page.keyboard.press("?");
    await page.locator("#keys[open]").waitFor();
    await look(page, "all keys");
    await page.keyboard.press("Escape");
    await open(page, "/admin/tickets");
    await page.locator("h1").click();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    must(await page.locator(".sel:checked").count() === 3, "three rows are not chosen");
    await page.keyboard.press("o");
    await page.waitForURL(/tickets\/\d+/);
    await page.keyboard.press("n");
    must(await page.locator("#answer .primary").getAttribute("value") === "note", "n writes no note");
    must(await page.evaluate(() => document.activeElement.id === "f-message"), "n leads nowhere");
    await page.keyboard.type("A note by keys");
    await page.keyboard.press("Control+Enter");
    await page.locator(".post.note", { hasText: "A note by keys" }).waitFor();
    await page.locator("[popovertarget=m-me]").click();
    await page.locator("[data-do=letters]").click();
    await page.keyboard.press("Escape");
    await page.locator("h1").click();
    await page.keyboard.press("?");
    must(await page.locator("#keys[open]").count() === 0, "a key works that is switched off");
    await page.locator("[popovertarget=m-me]").click();
    await page.locator("[data-do=letters]").click();
    await page.keyboard.press("Escape");
    await page.locator("h1").click();
    await page.keyboard.press("/");
    must(await page.evaluate(() => document.activeElement?.matches("input") ?? false), "/ does not lead to a search");
  },
});
