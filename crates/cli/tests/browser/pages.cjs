// Every page in both colour schemes and two widths, from both sides and on paper: no error, no
// overflow, no broken rule of axe. Which pages there are, the code says that routes them.
const {
  RULES_OF_SIGHT, VIEWS, call, client, fits, look, must, office, open, picture, printed, run,
  settled, tab, task, turn, visitor, wrong,
} = require("./house.cjs");

const GUEST = [
  "/", "/store", "/store/1", "/store/2", "/compare/1,5,8", "/order/1", "/domains/search", "/domains/search?query=nordic", "/domains/search?query=gold", "/domains/transfer?name=nordic.com", "/cart", "/checkout", "/contact",
  "/announcements", "/kb", "/kb?q=server", "/downloads", "/network-status", "/login", "/register", "/password/reset", "/unsubscribe?c=1&t=forged", "/admin/login", "/nowhere",
];
const CLIENT = [
  "/clientarea", "/services", "/billing/invoices", "/billing/invoices?status=Unpaid",
  "/billing/transactions", "/billing/quotes", "/billing/payment-methods", "/billing/add-funds",
  "/billing/mass-pay", "/tickets", "/tickets/new", "/domains", "/account", "/account/contacts",
  "/account/contacts/new", "/account/users", "/account/security", "/account/privacy", "/account/affiliate", "/account/files", "/account/emails", "/account/switch", "/billing/statement",
  "/announcements", "/kb", "/downloads", "/network-status", "/cart", "/checkout", "/order/1", "/domains/search?query=nordic", "/logout", "/invite/forged", "/services/999999",
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
const TABS_OF_CLIENTS = [
  "profile", "contacts", "services", "domains", "invoices", "billable", "quotes", "transactions",
  "tickets", "emails", "files", "notes", "log",
];
/** Pages of the back office that no other page of it leads to as they are here. */
const OFFICE = [
  "/admin/search?q=a", "/admin/whois?domain=example.com", "/admin/clients?q=nobody-at-all",
  ...TABS_OF_CLIENTS.map((name) => `/admin/clients/1?tab=${name}`),
  "/admin/tlds/sync", "/admin/arrange", "/admin/_ui", "/admin/sign-ins", "/admin/my-account", "/admin/invoices/new",
  "/admin/orders/new?client=1", "/admin/services/1/metrics", "/admin/contacts/new?clientid=1",
  "/admin/config-options/options/new?groupid=1", "/admin/config-options/choices/new?optionid=1",
  "/admin/announcements/1?language=new", "/admin/settings?q=mail", "/admin/clients/999999",
];

/** Addresses that are no pages: files, parts of pages and data for scripts, and what only leads on. */
const NO_PAGES = [
  /\/(pdf|xml|file|events|choices|passkeys?)$/, /\/files\/[^/]+$/, /^\/admin\/email-templates\/[^/]+\/preview$/,
  /^\/kb\/suggest$/, /^\/contact\/fields$/, /^\/(assets|index\.php|oauth)\//, /^\/favicon/,
  /^\/(admin\/)?signin\/(\{|callback)/, /\/link\/[^/]+$/, /^\/compare$/, /^\/tickets\/number\//, /^\/admin\/$/,
];
/** Pages that journeys come to, and look at. */
const ELSEWHERE = {
  "/setup": "set_up.cjs", "/order/complete/{order}": "shopping.cjs", "/admin/login/code": "passkeys.cjs",
  "/contact/ticket": "needs the key of a guest's mail; web/tests/it/pages/contact.rs and templates.rs come there",
  "/payment/confirm/{token}": "needs a card of the sandbox that asks for it; web/tests/it/pages/confirming.rs comes there",
  "/signin/code": "needs a provider in between; it is the page of /admin/login/code for clients",
};
/** Pages of what the demo company does not have; each is drawn like the one that makes it. */
const ABSENT = ["/admin/sign-in-providers/{id}", "/admin/order-statuses/{id}", "/admin/service-addons/{id}"];
/** What stands in an address that no page leads to. */
const GUESSES = { function: "reboot", token: "forged" };
/** Places that there are not: that is said on a page like any other. */
const NOWHERE = /\/(nowhere|999999)$/;

/** Whose page an address is. */
function area_of(address) {
  if (address.startsWith("/admin") && address !== "/admin/login") return "back office";
  const shop = /^\/(|(store|compare|order|domains\/(search|transfer)|cart|checkout|contact|announcements|kb|downloads|network-status|login|register|password|verify|unsubscribe|admin\/login)(\/.*)?)$/;
  return shop.test(address) ? "shop" : "client area";
}

const links = (page, within) =>
  page.$$eval(`${within} a[href]:not([download])`, (all) => all.map((each) => each.getAttribute("href")));

/** Of what a page leads to, one of each kind that was not met before. */
function one_of_each(area) {
  const kinds = new Set();
  return (found) => found.map((href) => href.replace(/[?#].*/, "")).filter((href) => {
    const kind = href.replace(/\/\d+/g, "/N").replace(/(modules\/\w+|\/compare)\/.*/, "$1");
    const is_ours = area_of(href) === area && !NO_PAGES.some((pattern) => pattern.test(href));
    return href.startsWith("/") && is_ours && !kinds.has(kind) && kinds.add(kind);
  });
}

/** Puts a server and a name into the cart, that the cart and the checkout have something to show. */
async function fill_cart(page) {
  await open(page, "/cart");
  await look(page, "the empty cart");
  await open(page, "/order/1");
  await page.click("button[formaction='/cart/add/1']");
  await page.waitForURL("**/cart");
  await open(page, "/domains/search?query=nordic");
  await page.locator("form[action='/cart/domain'] button").first().click();
  await page.waitForURL("**/cart");
}

/** What the demo's client may lack: a contact, an offer, and a name with all that can be booked; its number. */
async function furnish() {
  const own = await call("GetClientsDetails", { email: task.client });
  const clientid = own.client?.id ?? own.userid;
  await call("AddContact", { clientid, firstname: "Berta", lastname: "Books", email: "books@demo.test" });
  await call("CreateQuote", {
    userid: clientid, subject: "A second server", stage: "Delivered", validuntil: "2099-01-01",
    "lineitems[0][desc]": "Server", "lineitems[0][qty]": "1", "lineitems[0][up]": "10.00",
  });
  const names = (await call("GetClientsDomains", { clientid, limitnum: 100 })).domains.domain;
  const name = names.find((each) => each.status === "Active");
  must(name, "the demo's client has no active domain");
  await call("UpdateClientDomain", { domainid: name.id, dnsmanagement: 1, emailforwarding: 1 });
  return name.id;
}

async function guest_pages(page) {
  await fill_cart(page);
  return GUEST;
}

async function client_pages(page) {
  const name = await furnish();
  await fill_cart(page);
  const places = [...CLIENT, ...["contacts", "dns", "forwards", "keys"].map((part) => `/domains/${name}/${part}`)];
  for (const [list, shape, parts] of THINGS) {
    await open(page, list);
    const found = (await links(page, "main")).find((href) => shape.test(href));
    if (found) parts.forEach((part) => places.push(found + part));
  }
  return places;
}

async function office_pages(page) {
  const name = await furnish();
  await open(page, "/admin");
  const side = (await links(page, ".side")).filter((href) => href.startsWith("/admin"));
  return [...side, ...OFFICE, ...["contacts", "dns", "forwards"].map((part) => `/admin/domains/${name}/${part}`)];
}

/** Pages looked at side by side, for a look is the browser's work and not the server's. */
const TABS = 2;
/** Where the browser came to. */
const seen = new Set();

/** Looks at every page in every view; a page is loaded once and turned. */
async function walk(first, places, more) {
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
        for (const href of more(found)) {
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

/** The addresses of an area that nobody came to yet. */
function unseen(area) {
  const all = task.addresses ?? [];
  const mine = all.filter((each) => area_of(each) === area && !NO_PAGES.some((pattern) => pattern.test(each)));
  const came_to = (address) => {
    const shape = new RegExp(`^${address.replace(/\{\w+\}/g, "[^/]+")}$`);
    return [...seen].some((path) => path === address || shape.test(path) && !all.includes(path));
  };
  return mine.filter((address) => !came_to(address) && !(address in ELSEWHERE));
}

/** Looks at what no page led to, as far as it is there, and names what stays unseen. */
async function look_at_the_rest(page, area) {
  for (const address of unseen(area)) {
    await look_at(page, address.replace(/\{(\w+)\}/g, (_, name) => GUESSES[name] ?? "1"), true);
  }
  for (const address of unseen(area)) {
    if (!ABSENT.includes(address)) wrong(`nobody looked at ${address}`);
  }
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

/** One page in every view, first in that of the page before; what it leads to. A guess may be of nothing. */
async function look_at(page, place, guessed = false) {
  const views = page.views ?? VIEWS;
  page.views = views.toReversed();
  const nowhere = NOWHERE.test(place);
  page.expected = nowhere || guessed ? [/status of 4\d\d/] : [];
  await turn(page, views[0]);
  const answer = await page.goto(task.base + place);
  const status = answer.status();
  if (guessed && status >= 400) return [];
  if (nowhere ? status !== 404 : status >= 400) wrong(`${place} answers ${status}`);
  seen.add(new URL(page.url()).pathname);
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
  "shop": [visitor, guest_pages],
  "client area": [client, client_pages],
  "back office": [office, office_pages],
};
const journeys = {};
for (const [area, [enter, pages]] of Object.entries(AREAS)) {
  if (task.only && task.only !== area) continue;
  journeys[area] = async () => {
    const page = await enter();
    const count = await walk(page, await pages(page), one_of_each(area));
    must(count >= 10, `only ${count} pages`);
    await look_at_the_rest(page, area);
    console.log(`${area}: ${count} pages`);
    await page.context().close();
  };
}
run(journeys);
