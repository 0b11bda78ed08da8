// The shop and the client area in languages whose words are longer, or whose lines begin on the
// right: nothing hangs over an edge, and no rule of axe is broken.
const { VIEWS, client, fits, look, must, open, run, turn, visitor } = require("./house.cjs");

/** Bengali is not among them: the fonts of a test machine need not have its letters. */
const LANGUAGES = [["de", "ltr"], ["fr", "ltr"], ["ar", "rtl"]];
const GUEST = [
  "/", "/store", "/compare/1,5,8", "/order/1", "/domains/search?query=nordic", "/domains/transfer?name=nordic.com",
  "/cart", "/contact", "/kb", "/network-status", "/login", "/register", "/password/reset",
];
const CLIENT = [
  "/clientarea", "/services", "/billing/invoices", "/billing/transactions", "/billing/payment-methods",
  "/billing/add-funds", "/billing/mass-pay", "/tickets", "/tickets/new", "/domains", "/account",
  "/account/users", "/account/security", "/account/privacy", "/account/affiliate",
];

const journeys = {};
for (const [code, dir] of LANGUAGES) {
  for (const [who, enter, places] of [["a visitor", visitor, GUEST], ["a client", client, CLIENT]]) {
    journeys[`${who} reads in ${code}`] = async () => {
      const page = await enter();
      // A choice is kept by the browser.
      await open(page, `${places[0]}?language=${code}`);
      for (const place of places) {
        await open(page, place);
        const root = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
        must(root[0] === code && root[1] === dir, `${place} is ${root}`);
        for (const view of VIEWS) {
          await turn(page, view);
          await fits(page, `${place} (${code}-${view.viewport.width})`, dir);
        }
      }
      await look(page, `${places.at(-1)} (${code})`);
      await page.context().close();
    };
  }
}
run(journeys);
