// Every page in both colour schemes and two widths: no error, no overflow, no broken rule of axe.
const { client, look, must, office, open, picture, run, task, visitor, wrong } = require("./house.cjs");

const GUEST = [
  "/", "/store", "/order/1", "/domains/search?query=nordic", "/cart", "/checkout", "/contact",
  "/announcements", "/login", "/register", "/password/reset", "/admin/login",
];
const CLIENT = [
  "/clientarea", "/services", "/billing/invoices", "/billing/invoices?status=Unpaid",
  "/billing/transactions", "/billing/quotes", "/billing/payment-methods", "/billing/add-funds",
  "/billing/mass-pay", "/tickets", "/tickets/new", "/domains", "/account", "/account/contacts",
  "/account/contacts/new", "/account/users", "/account/security", "/account/emails",
  "/announcements", "/cart", "/checkout",
];
/** Pages of one thing: the list that has it, and how its address looks. */
const THINGS = [
  ["/services", /^\/services\/\d+$/, ["", "/upgrade", "/cancel"]],
  ["/billing/invoices", /^\/billing\/invoices\/\d+$/, [""]],
  ["/billing/invoices?status=Unpaid", /^\/billing\/invoices\/\d+$/, [""]],
  ["/billing/quotes", /^\/billing\/quotes\/\d+$/, [""]],
  ["/tickets", /^\/tickets\/\d+$/, [""]],
  ["/domains", /^\/domains\/\d+$/, [""]],
  ["/account/emails", /^\/account\/emails\/\d+$/, [""]],
];
/** Pages of the back office that neither its sidebar nor a list leads to. */
const OFFICE = [
  "/admin/search?q=a", "/admin/whois?domain=example.com", "/admin/clients?q=nobody-at-all",
  "/admin/clients/1?tab=profile", "/admin/clients/1?tab=services", "/admin/clients/1?tab=invoices",
  "/admin/clients/1?tab=emails", "/admin/clients/1?tab=notes", "/admin/clients/1?tab=log",
  "/admin/tlds/sync", "/admin/invoices/new", "/admin/orders/new?client=1",
];

const links = (page, within) =>
  page.$$eval(`${within} a[href]`, (all) => all.map((each) => each.getAttribute("href")));

async function office_pages(page) {
  await open(page, "/admin");
  const side = (await links(page, ".side")).filter((href) => href.startsWith("/admin"));
  const places = [...new Set([...side, ...OFFICE])];
  const things = new Map();
  for (const place of side) {
    await open(page, place);
    for (const href of await links(page, "main")) {
      const kind = href.replace(/[?#].*/, "");
      const shape = kind.replace(/\/\d+/g, "/N");
      if (kind.startsWith("/admin/") && !things.has(shape)) things.set(shape, kind);
    }
  }
  for (const each of things.values()) places.push(each);
  return [...new Set(places)];
}

async function client_pages(page) {
  const places = [...CLIENT];
  for (const [list, shape, parts] of THINGS) {
    await open(page, list);
    const found = (await links(page, "main")).find((href) => shape.test(href));
    if (found) parts.forEach((part) => places.push(found + part));
  }
  return [...new Set(places)];
}

async function walk(page, places, how) {
  for (const place of places) {
    const answer = await page.goto(task.base + place);
    if (answer.status() >= 400) wrong(`${place} answers ${answer.status()}`);
    const name = `${place} (${how})`;
    await look(page, name);
    const file = place.replace(/^\//, "").replace(/[^a-z0-9]+/gi, "-") || "start";
    await picture(page, `${file}-${how}`);
  }
}

const journeys = {};
for (const [area, enter, pages] of [
  ["shop", visitor, async () => GUEST],
  ["client area", client, client_pages],
  ["back office", office, office_pages],
]) {
  if (task.only && task.only !== area) continue;
  let places;
  // Each scheme and each width once: all four would find little more in twice the time.
  for (const [colorScheme, width, height] of [["light", 1440, 900], ["dark", 390, 844]]) {
    journeys[`${area}, ${colorScheme}, ${width}`] = async () => {
      const page = await enter({ colorScheme, viewport: { width, height } });
      places ??= await pages(page);
      must(places.length >= 10, `only ${places.length} pages`);
      await walk(page, places, `${colorScheme}-${width}`);
      await page.context().close();
    };
  }
}
run(journeys);
