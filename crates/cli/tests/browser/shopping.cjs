// A client's way: order, pay, a service that runs, a ticket, another plan, and the end of it.
const { look, look_twice, must, open, run, text, visitor } = require("./house.cjs");

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
}

/** Fills in and sends the order form of the second product. */
async function order(page, email) {
  await open(page, "/");
  await page.locator(".plan a.btn").nth(1).click();
  await page.locator("h1", { hasText: "Order" }).waitFor();
  await page.check("input[name=cycle][value=monthly]", { force: true });
  await fill(page, {
    email, password: "correct horse battery", first_name: "Wanda", last_name: "O'Hara",
    address: "1 Quay", city: "Cork", postcode: "T12",
  });
  await page.selectOption("[name=country]", "US");
  await page.check("input[name=method][value=sandboxcard]", { force: true });
  await fill(page, { card_number: "4242 4242 4242 4242", card_expiry: "12/39", card_cvv: "123" });
  await page.click("form.order button[type=submit]");
  await page.waitForURL("**/order/complete/**");
}

async function whole(page, email) {
  await order(page, email);
  must(/Thank you, your order is in/.test(await text(page)), await text(page));
  await look_twice(page, "the order is placed");
  // Whoever ordered is logged in from then on.
  await page.click("a:has-text('To your services')");
  await page.waitForURL("**/services");

  // The job that sets it up runs after the payment.
  for (let tries = 0; !/Active/.test(await text(page)) && tries < 40; tries += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await page.locator("main a[href^='/services/']").first().click();
  await page.waitForURL(/services\/\d+$/);
  must(/Active/.test(await text(page)), "the service does not run");
  const service = new URL(page.url()).pathname;
  await look_twice(page, "service");

  await open(page, `/tickets/new?service=${service.split("/").pop()}`);
  await fill(page, { subject: "Where is the console?", message: "I looked everywhere.\n\nThanks" });
  await page.click("main button.primary");
  await page.locator("h1", { hasText: "Where is the console?" }).waitFor();
  await page.fill("[name=message]", "It is **under** _Power_.");
  await page.click("#reply [data-preview]");
  await page.locator("#preview strong", { hasText: "under" }).waitFor();
  await look_twice(page, "a message as it will look");
  await page.fill("[name=message]", "Found it, thank you.");
  await page.click("#reply button.primary");
  await page.getByText("Found it, thank you.").first().waitFor();

  await open(page, `${service}/upgrade`);
  const plan = page.locator("fieldset.plan-row", { hasText: "VPS XL" });
  await plan.locator("input[value$=':monthly']").check({ force: true });
  await page.click("button:has-text('Show the price')");
  await page.locator("section.offer, #problems").first().waitFor();
  must(await page.locator("section.offer").count() === 1, await text(page));
  await look_twice(page, "upgrade");
  await page.click("button:has-text('Order the change')");
  await page.waitForURL(/billing\/invoices\/\d+/);
  must(/Upgrade/i.test(await text(page)), await text(page));

  await open(page, `${service}/cancel`);
  await page.check("input[value='End of Billing Period']", { force: true });
  await page.fill("[name=reason]", "The project is over.");
  await page.click("button:has-text('Request cancellation')");
  await page.waitForURL(/services\/\d+$/);
  must(/This service ends on/.test(await text(page)), "the service does not say that it ends");
  await page.click("button:has-text('Keep the service')");
  await page.getByText("The service goes on").first().waitFor();
}

run({
  "order, pay, service, ticket, upgrade, cancel": async () => {
    await whole(await visitor(), `wanda-${Date.now()}@buyer.example`);
  },
  "the same without script, on a phone": async () => {
    const options = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
    const page = await visitor(options);
    await order(page, `walter-${Date.now()}@buyer.example`);
    must(/Thank you, your order is in/.test(await text(page)), await text(page));
  },
});
