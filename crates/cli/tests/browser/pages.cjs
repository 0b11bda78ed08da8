// Every page in both colour schemes and two widths, from both sides and on paper: no error, no
// overflow, no broken rule of axe.
const {
  client, fits, look, must, office, open, picture, printed, run, settled, tab, task, turn,
  visitor, wrong,
} = require("./house.cjs");

const GUEST = [
  "/", "/store", "/store/1", "/store/2", "/compare/1,5,8", "/order/1", "/domains/search?query=nordic", "/domains/search?query=gold", "/domains/transfer?name=nordic.com", "/cart", "/checkout", "/contact",
  "/announcements", "/kb", "/downloads", "/network-status", "/login", "/register", "/password/reset", "/admin/login",
];
const CLIENT = [
  "/clientarea", "/services", "/billing/invoices", "/billing/invoices?status=Unpaid",
  "/billing/transactions", "/billing/quotes", "/billing/payment-methods", "/billing/add-funds",
  "/billing/mass-pay", "/tickets", "/tickets/new", "/domains", "/account", "/account/contacts",
  "/account/contacts/new", "/account/users", "/account/security", "/account/privacy", "/account/affiliate", "/account/files", "/account/emails", "/billing/statement",
  "/announcements", "/cart", "/checkout",
];
/** Pages of one thing: the list that has it, and how its address looks. */
const THINGS = [
  ["/services", /^\/services\/\d+$/, ["", "/metrics", "/upgrade", "/cancel", "/addresses"]],
  ["/billing/invoices", /^\/billing\/invoices\/\d+$/, [""]],
  ["/billing/invoices?status=Unpaid", /^\/billing\/invoices\/\d+$/, [""]],
  ["/billing/quotes", /^\/billing\/quotes\/\d+$/, [""]],
  ["/tickets", /^\/tickets\/\d+$/, [""]],
  ["/domains", /^\/domains\/\d+$/, ["", "/dns"]],
  ["/account/emails", /^\/account\/emails\/\d+$/, [""]],
];
/** Pages of the back office that neither its sidebar nor a list leads to. */
const OFFICE = [
  "/admin/search?q=a", "/admin/whois?domain=example.com", "/admin/clients?q=nobody-at-all",
  "/admin/clients/1?tab=profile", "/admin/clients/1?tab=services", "/admin/clients/1?tab=invoices",
  "/admin/clients/1?tab=emails", "/admin/clients/1?tab=notes", "/admin/clients/1?tab=log",
  "/admin/tlds/sync", "/admin/arrange", "/admin/_ui", "/admin/sign-ins", "/admin/my-account", "/admin/invoices/new",
  "/admin/orders/new?client=1", "/admin/services/1/metrics",
];

const links = (page, within) =>
  page.$$eval(`${within} a[href]:not([download])`, (all) => all.map((each) => each.getAttribute("href")));

/** The pages of the office: what its sidebar leads to, and one of each kind that those lead to. */
async function office_pages(page) {
  await open(page, "/admin");
  const side = (await links(page, ".side")).filter((href) => href.startsWith("/admin"));
  const kinds = new Set();
  return {
    places: [...side, ...OFFICE],
    more: (place, found) => side.includes(place) ? found.map((href) => href.replace(/[?#].*/, "")).filter((href) => {
      const kind = href.replace(/\/\d+/g, "/N").replace(/(modules\/\w+)\/.*/, "$1");
      return href.startsWith("/admin/") && !kinds.has(kind) && kinds.add(kind);
    }) : [],
  };
}

async function client_pages(page) {
  const places = [...CLIENT];
  for (const [list, shape, parts] of THINGS) {
    await open(page, list);
    const found = (await links(page, "main")).find((href) => shape.test(href));
    if (found) parts.forEach((part) => places.push(found + part));
  }
  return { places, more: () => [] };
}

/** Each scheme and each width once: all four would find little more in twice the time. */
const VIEWS = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
];
/** What can be wrong in one view and right in the other, if the page is the same. */
const RULES_OF_SIGHT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];
/** Pages looked at side by side, for a look is the browser's work and not the server's. */
const TABS = 2;

/** Looks at every page in every view; a page is loaded once and turned. */
async function walk(first, { places, more }) {
  const known = new Set(places);
  const open_places = [...known];
  const busy = new Set();
  const worker = async (page) => {
    for (;;) {
      const place = open_places.shift();
      if (place === undefined) {
        if (!busy.size) return;
        await Promise.race(busy);
        continue;
      }
      const visit = look_at(page, place).then((found) => {
        for (const href of more(place, found)) {
          if (!known.has(href)) known.add(href) && open_places.push(href);
        }
      });
      const done = visit.catch(() => {}).then(() => busy.delete(done));
      busy.add(done);
      await visit;
    }
  };
  const pages = [first];
  while (pages.length < TABS) pages.push(await tab(first.context()));
  await Promise.all(pages.map(worker));
  return known.size;
}

/** What a page may weigh with all that it loads, if nothing of it is known yet (bytes on the wire). */
const FIRST_LOAD_BYTES_MAX = 150_000;
/** Pages that are heavier, and why; this list only shrinks. */
const HEAVY = [
  [/^\/admin\/roles\//, "says of every action what it does"],
];

/** Letters beyond those of western Europe have fonts of their own: what people wrote loads them, not the page. */
const FONTS_OF_TEXTS = /-(latin-ext|greek|cyrillic)-/;

/** Notes a page that is too heavy. A part that was loaded before counts as if it were new. */
async function weigh(page, place) {
  const parts = await page.evaluate(() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
    .map((each) => [new URL(each.name).pathname, each.encodedBodySize]));
  const sum = parts.reduce((all, [name, bytes]) => FONTS_OF_TEXTS.test(name) ? all : all + bytes, 0);
  if (process.env.HOSTLER_E2E_WEIGHTS) console.log(`${sum} ${place} ${parts.map((each) => each.join(" ")).join(", ")}`);
  if (sum > FIRST_LOAD_BYTES_MAX && !HEAVY.some(([pattern]) => pattern.test(place))) {
    const most = parts.sort((a, b) => b[1] - a[1]).slice(0, 3).map((each) => each.join(" "));
    wrong(`${place} weighs ${sum} bytes at its first load: ${most.join(", ")}`);
  }
}

/** One page in every view, first in that of the page before; what it leads to. */
async function look_at(page, place) {
  const views = page.views ?? VIEWS;
  page.views = views.toReversed();
  await turn(page, views[0]);
  const answer = await page.goto(task.base + place);
  if (answer.status() >= 400) wrong(`${place} answers ${answer.status()}`);
  await settled(page);
  await page.evaluate(() => document.fonts.ready);
  await weigh(page, place);
  for (const view of views) {
    if (view !== views[0]) await turn(page, view);
    const how = `${view.colorScheme}-${view.viewport.width}`;
    await look(page, `${place} (${how})`, view === views[0] ? undefined : RULES_OF_SIGHT);
    const file = place.replace(/^\//, "").replace(/[^a-z0-9]+/gi, "-") || "start";
    await picture(page, `${file}-${how}`);
    await fits(page, `${place} (rtl-${view.viewport.width})`, "rtl");
  }
  await printed(page, place);
  return links(page, "main");
}

const AREAS = {
  "shop": [visitor, async () => ({ places: GUEST, more: () => [] })],
  "client area": [client, client_pages],
  "back office": [office, office_pages],
};
const journeys = {};
for (const [area, [enter, pages]] of Object.entries(AREAS)) {
  if (task.only && task.only !== area) continue;
  journeys[area] = async () => {
    const page = await enter();
    const count = await walk(page, await pages(page));
    must(count >= 10, `only ${count} pages`);
    console.log(`${area}: ${count} pages`);
    await page.context().close();
  };
}
run(journeys);
