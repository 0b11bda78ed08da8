// The staff's ways: an order to its refund, a ban, prices from costs, and the invoices that are due.
const { base, call, fits, look, must, office, open, run, task, text, visitor } = require("./house.cjs");

/** Presses a button and waits for what the next page says. */
async function press(page, button, said) {
  await page.locator(button).first().click();
  await page.locator("main [role=status]", { hasText: said }).waitFor();
}

run({
  "accept an order, take its payment, give it back": async () => {
    const page = await office();
    await open(page, "/admin/orders/new?client=1");
    await page.locator("select[name='pid[]'], select[name='pid'], select[name^=pid]").first()
      .selectOption({ index: 1 });
    await page.locator("main button.primary").last().click();
    await page.waitForURL(/admin\/orders\/\d+/);
    await press(page, "button[value=accept]", "accepted");
    must(/Active/.test(await text(page)), "the order is not active");
    await page.locator("main a[href^='/admin/invoices/']").first().click();
    await page.waitForURL(/admin\/invoices\/\d+/);
    await look(page, "an invoice");
    await page.click("summary:has-text('Add payment')");
    await press(page, "button[value=pay]", "payment");
    must(/Paid/.test(await text(page)), "the invoice is not paid");
    await page.click("summary:has-text('Refund')");
    await page.selectOption("select[name=type]", "manual");
    await page.click("button[value=refund]");
    await look(page, "the question before a refund");
    await page.locator("main form button").first().click();
    await page.locator("main [role=status]").waitFor();
    must(/Refunded/.test(await text(page)), await text(page));
  },

  "log in as a client, whose area has another address than the office": async () => {
    const here = base.replace("127.0.0.1", "localhost");
    const page = await visitor();
    page.expected.push(/request to outside: http:..localhost/);
    await page.goto(`${here}/admin/login`);
    await page.fill("#f-name", task.staff);
    await page.fill("#f-password", task.password);
    await page.click("button.primary");
    await page.waitForURL(`${here}/admin`);
    await page.goto(`${here}/admin/clients/1`);
    await page.click("button[value=login]");
    await page.waitForURL(`${base}/clientarea`);
    must(/Hello/.test(await text(page)), await text(page));
  },

  "ban an address, and it cannot log in": async () => {
    const page = await office();
    await open(page, "/admin/bans");
    await page.fill("#f-ip", "203.0.113.7");
    await page.fill("#f-reason", "Guessed passwords");
    await press(page, "button[value=ban]", "turned away");
    // The server believes this header of its proxy, which is the test.
    const outside = await visitor({ extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.7" } });
    outside.expected.push(/403/);
    const answer = await outside.goto(`${base}/login`);
    must(answer.status() === 403, `a banned address gets ${answer.status()}`);
    const tried = await outside.request.post(`${base}/admin/login`, {
      form: { name: task.staff, password: task.password },
      headers: { "X-Forwarded-For": "203.0.113.7" },
    });
    must(tried.status() === 403, `the right password from there gets ${tried.status()}`);
    await press(page, "button[value=lift]", "lifted");
    must((await outside.goto(`${base}/login`)).status() === 200, "the ban is not lifted");
  },

  "prices of domains from a registrar's costs, tried and then applied": async () => {
    const page = await office();
    await open(page, "/admin/tlds/sync");
    await page.fill("[name=registrar]", "sandbox");
    await page.fill("[name=extensions]", ".io,.dev");
    await page.check("#f-addnew");
    await page.click("button[value=preview]");
    await page.locator("h2", { hasText: "prices would change" }).waitFor();
    must(/\.io/.test(await text(page)), await text(page));
    await look(page, "prices tried");
    const apply = page.locator("button[value=apply]");
    must(!/ 0 /.test(await apply.innerText()), "nothing is to be applied");
    const other = await page.context().newPage();
    await other.goto(`${base}/admin/tlds`);
    must(!/\.io/.test(await text(other)), "a trial kept something");
    await apply.click();
    await page.locator("h2", { hasText: "prices were set" }).waitFor();
    await open(page, "/admin/tlds");
    must(/\.io/.test(await text(page)), "the prices are not kept");
  },

  "generate the invoices that are due": async () => {
    const page = await office();
    const order = await call("AddOrder", {
      clientid: 1, "pid[0]": 1, "billingcycle[0]": "monthly", paymentmethod: "banktransfer",
      noinvoice: 1, noemail: 1,
    });
    // It runs, and its first period was not invoiced.
    await call("AcceptOrder", { orderid: order.orderid, autosetup: 0, sendemail: 0 });
    await open(page, "/admin/generate");
    await look(page, "generate");
    await page.click("main form button.primary");
    await page.locator("h2", { hasText: /\b1 invoice was made|\b(?!1 )\d+ invoices were made/ }).waitFor();
    must(await page.locator("main tbody tr").count() > 0, "none was made");
    await look(page, "generated");
    await open(page, "/admin/generate");
    await page.click("main form button.primary");
    await page.getByText("Nothing was due.").waitFor();
  },

  "write about names that left, suspend and end their services": async () => {
    const page = await office();
    const choose = async (verb, said) => {
      await open(page, "/admin/resolver?status=elsewhere");
      const row = page.locator("data-grid tbody tr", { hasText: "service" }).first();
      await row.locator(".sel").check();
      await page.click(`.bulk button[value=${verb}]`);
      await page.locator("h1", { hasText: ": 1?" }).waitFor();
      await look(page, `the question before ${verb}`);
      await press(page, "main form button", said);
      return row;
    };
    await choose("mail", "Done for 1 of 1");
    await choose("suspend", "Done for 1 of 1");
    await choose("terminate", "Done for 1 of 1");
  },

  "find while typing, and go there by a key": async () => {
    const page = await office();
    await open(page, "/admin/reports");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("okafor");
    await page.locator("#palette [data-hit]", { hasText: "Mara Okafor" }).first().waitFor();
    await look(page, "what the palette found");
    await page.locator("#palette [data-hit][aria-selected=true]").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/admin\/(clients|services|domains)\/\d+/);
  },

  "several are tried before they are asked about": async () => {
    const page = await office();
    await open(page, "/admin/tickets");
    await page.locator("data-grid tbody .sel").first().check();
    await page.click(".bulk button[value=close]");
    await page.getByText("it can be done").waitFor();
    await look(page, "the question before several");
  },

  "two read one ticket and see each other": async () => {
    const login = { email: "second@demo.test", password: "correct horse 9 battery" };
    await call("AddAdminUser", {
      firstname: "Second", lastname: "Reader", roleid: 1, adminusername: "second", email: login.email,
      password2: login.password,
    });
    const page = await office();
    await open(page, "/admin/tickets/1");
    must(await page.locator("#here").isHidden(), "somebody is there already");
    const other = await visitor();
    await open(other, "/admin/login");
    await other.fill("#f-name", login.email);
    await other.fill("#f-password", login.password);
    await other.click("button.primary");
    await other.waitForURL("**/admin");
    await open(other, "/admin/tickets/1");
    await other.locator("#here", { hasText: "reads this ticket too" }).waitFor();
    await page.locator("#here", { hasText: "Second Reader" }).waitFor();
    await look(page, "a ticket with two readers");
    await other.close();
    await page.locator("#here").waitFor({ state: "hidden" });
  },

  "close lines stay close": async () => {
    const page = await office();
    await open(page, "/admin/invoices");
    const high = () => page.locator("data-grid tbody tr").first().evaluate((row) => row.getBoundingClientRect().height);
    const before = await high();
    await page.locator("[popovertarget=m-me]").click();
    await page.locator("[data-do=density]").click();
    await open(page, "/admin/invoices");
    must(await page.evaluate(() => document.documentElement.dataset.density === "compact"), "it is forgotten");
    must(await high() < before, "the lines are as high as they were");
    await look(page, "a list in close lines");
    await open(page, "/admin");
    await fits(page, "the dashboard in close lines");
  },

  "counts change while a page is open": async () => {
    const page = await office();
    await open(page, "/admin/clients");
    const count = page.locator(".side summary", { hasText: "Support" }).locator(".count");
    const before = await count.count() ? parseInt(await count.innerText(), 10) : 0;
    await call("OpenTicket", {
      deptid: 1, clientid: 1, subject: "Is anybody there?", message: "Hello?", noemail: 1,
    });
    // The stream looks every ten seconds.
    for (let tries = 0; tries < 100; tries += 1) {
      if (await count.count() && parseInt(await count.innerText(), 10) === before + 1) return;
      await page.waitForTimeout(250);
    }
    throw new Error(`the count stays at ${before}`);
  },
});
