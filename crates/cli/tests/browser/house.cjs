// What all journeys share: a browser that notices errors, log-ins, and a close look at a page.
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

const task = JSON.parse(process.argv[2]);
const base = task.base;
const findings = [];

/** Notes something that is wrong; the journey goes on and fails in the end. */
function wrong(what) {
  findings.push(what);
}

/** Stops the journey unless something holds. */
function must(holds, what) {
  if (!holds) throw new Error(what);
}

let browser;

/** A browser of its own, with its cookies; what a page complains about is noted. */
async function visitor(options = {}) {
  browser ??= await chromium.launch({ executablePath: task.chromium, args: FLAGS });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", locale: "en-US", ...options,
  });
  context.setDefaultTimeout(30_000);
  return tab(context);
}

/** One more page of the same browser, listened to like the first. */
async function tab(context) {
  const page = await context.newPage();
  page.expected = [];
  const complain = (what) => {
    if (!page.expected.some((pattern) => pattern.test(what))) wrong(`${page.url()}: ${what}`);
  };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complain(`script: ${error}`));
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(base) && !/^(data|blob|about):/.test(to)) complain(`request to outside: ${to}`);
  });
  return page;
}

/** Opens a page that must be there. */
async function open(page, at) {
  const answer = await page.goto(base + at);
  must(answer.status() < 400, `${at} answers ${answer.status()}`);
  await settled(page);
  return answer;
}

/** Waits until a page has all that it fetches after it stands. */
async function settled(page) {
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
}

async function office(options) {
  const page = await visitor(options);
  await open(page, "/admin/login");
  await page.fill("#f-name", task.staff);
  await page.fill("#f-password", task.password);
  await page.click("button.primary");
  await page.waitForURL("**/admin");
  return page;
}

async function client(options) {
  const page = await visitor(options);
  await open(page, "/login");
  await page.fill("#f-email", task.client);
  await page.fill("#f-password", task.password);
  await page.click("main button.primary");
  await page.waitForURL("**/clientarea");
  return page;
}

/** Calls an action as the demo's credential may, which only this machine may use. */
async function call(action, parameters) {
  const login = { identifier: "demo", secret: "demo-secret", responsetype: "json", action };
  const body = new URLSearchParams({ ...login, ...parameters });
  const answer = await (await fetch(`${base}/includes/api.php`, { method: "POST", body })).json();
  must(answer.result === "success", `${action}: ${JSON.stringify(answer)}`);
  return answer;
}

/** The same page in another scheme and width, off paper, once the browser has it so. */
async function turn(page, { colorScheme, viewport }) {
  await page.emulateMedia({ media: "screen", colorScheme });
  await page.setViewportSize(viewport);
  await page.waitForFunction(
    ([scheme, width]) => innerWidth === width && matchMedia(`(prefers-color-scheme: ${scheme})`).matches
      && (document.documentElement.dataset.theme ?? scheme) === scheme,
    [colorScheme, viewport.width],
  );
}

/** Notes what hangs over an edge of the page, from left to right or as Arabic is read. */
async function fits(page, name, dir = "ltr") {
  const wide = await page.evaluate((dir) => {
    const root = document.documentElement;
    const before = root.dir;
    root.dir = dir;
    const width = root.clientWidth;
    const beyond = (element) => {
      const box = element.getBoundingClientRect();
      const out = dir === "rtl" ? box.left < -1 : box.right > width + 1;
      return box.width && out && !element.closest(".tbl-wrap,.side,.tabs,.menu,.snav,dialog");
    };
    const named = () => [...document.querySelectorAll("body *")].filter(beyond).slice(0, 3)
      .map((element) => `${element.tagName}.${element.className}`).join(" ") || "something";
    const found = root.scrollWidth > width ? named() : null;
    root.dir = before;
    return found;
  }, dir);
  if (wide) wrong(`${name}: ${wide} is wider than the page`);
}

/** A page as it comes out of a printer: dark on white, all of it, and nothing to press. It stays on paper. */
async function printed(page, name) {
  await page.emulateMedia({ media: "print" });
  // A4 between the margins of the style.
  await page.setViewportSize({ width: 703, height: 1000 });
  await fits(page, `${name} (print)`);
  const found = await page.evaluate(() => {
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length;
    const said = (element) => `${element.tagName}.${element.className.baseVal ?? element.className}`;
    const cut = (element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      return /auto|scroll/.test(overflowX + overflowY)
        && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    };
    const all = [...document.querySelectorAll("body *")].filter(shown);
    const pressed = all.filter((element) => element.matches(".side,.top,.ctop,.tabbar,.menu,button,.btn,.sel"));
    const wrong = [...pressed.slice(0, 3).map((each) => `${said(each)} is printed`),
      ...all.filter(cut).slice(0, 3).map((each) => `${said(each)} is cut off`)];
    const { backgroundColor, colorScheme } = getComputedStyle(document.body);
    if (backgroundColor !== "rgb(255, 255, 255)" || colorScheme !== "light") wrong.push(`the paper is ${backgroundColor}, ${colorScheme}`);
    return wrong;
  });
  for (const each of found) wrong(`${name} (print): ${each}`);
}

/** The rules of accessibility, or those named, and that nothing hangs over the edge. */
async function look(page, name, rules = RULES) {
  await page.evaluate(() => document.fonts.ready);
  await fits(page, name);
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(AXE);
  // Nothing of our rules asks for what axe would fetch beforehand.
  const options = { runOnly: rules, resultTypes: ["violations"], preload: false };
  // Countries and time zones are hundreds of options, which are drawn by the browser alone.
  const all = { include: ["html"], exclude: ["option"] };
  const result = await page.evaluate(([what, how]) => axe.run(what, how), [all, options]);
  for (const broken of result.violations) {
    for (const node of broken.nodes.slice(0, 2)) {
      const why = (node.any[0] || node.all[0] || node.none[0] || {}).message || "";
      wrong(`${name}: axe ${broken.id}: ${node.target.join(" ")}: ${why.slice(0, 160)}`);
    }
  }
}

/** What can be wrong in one view and right in the other, if the page is the same. */
const RULES_OF_SIGHT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];
/** Each scheme and each width once: all four would find little more in twice the time. */
const VIEWS = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
];

/** A page that a journey came to, in both schemes and both widths; it stays as it was first. */
async function look_twice(page, name) {
  for (const view of [VIEWS[1], VIEWS[0]]) {
    await turn(page, view);
    await look(page, `${name} (${view.colorScheme}-${view.viewport.width})`, view === VIEWS[0] ? RULES : RULES_OF_SIGHT);
  }
}

/** A picture of the whole page, where pictures are asked for. */
async function picture(page, name) {
  if (!task.pictures) return;
  fs.mkdirSync(task.pictures, { recursive: true });
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), 3200) });
  await page.screenshot({ path: path.join(task.pictures, `${name}.png`) });
  await page.setViewportSize(size);
}

/** The text of the main part of a page. */
const text = (page) => page.innerText("main");

/** Runs journeys by name and says how many went well; any finding fails. */
async function run(journeys) {
  let done = 0;
  for (const [name, journey] of Object.entries(journeys)) {
    try {
      await journey();
      done += 1;
      console.log(`went well: ${name}`);
    } catch (error) {
      wrong(`${name}: ${error.stack || error}`);
    }
  }
  await browser?.close();
  for (const each of findings) console.log(`WRONG ${each}`);
  if (!findings.length) console.log(`${done} journeys`);
  process.exit(findings.length ? 1 : 0);
}

module.exports = {
  RULES_OF_SIGHT, VIEWS, base, call, client, fits, look, look_twice, must, office, open, picture,
  printed, run, settled, tab, task, text, turn, visitor, wrong,
};
