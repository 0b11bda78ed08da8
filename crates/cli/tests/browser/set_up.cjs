// The set-up of an empty installation, with and without script, and that its door is gone after it.
const { base, look, must, open, picture, run, task, text, visitor } = require("./house.cjs");

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
}

const LOOKED_AT = {
  "the set-up, looked at": async () => {
    for (const [colorScheme, width] of [["light", 1440], ["dark", 390]]) {
      const page = await visitor({ colorScheme, viewport: { width, height: 900 } });
      await open(page, "/");
      must(new URL(page.url()).pathname === "/setup", `led to ${page.url()}`);
      await look(page, "the door of the set-up");
      await picture(page, `door-${colorScheme}-${width}`);
      await open(page, `/setup?token=${task.token}`);
      await look(page, "the set-up");
      await picture(page, `setup-${colorScheme}-${width}`);
      page.expected.push(/422/);
      await page.click("button.primary");
      await page.locator("#problems").waitFor();
      await look(page, "the set-up with problems");
      await picture(page, `problems-${colorScheme}-${width}`);
      await page.context().close();
    }
  },
};

run({
  ...task.script ? LOOKED_AT : {},
  "the set-up, done": async () => {
    const page = await visitor({ javaScriptEnabled: task.script });
    await open(page, "/");
    await page.fill("#f-token", task.token);
    await page.click("main button");
    await fill(page, {
      companyname: "Fjord Hosting", companyemail: "hello@fjord.example",
      address: "1 Harbour\n0150 Oslo", firstname: "Ingrid", lastname: "Berg",
      email: "ingrid@fjord.example", password: "correct horse battery",
      productname: "Web S", productgroup: "Web hosting", productdescription: "One site\n10 GB",
      productprice: "49.00",
    });
    await page.selectOption("[name=country]", "NO");
    await page.selectOption("[name=currencycode]", "NOK");
    await page.selectOption("[name=timezone]", "Europe/Oslo");
    // Enter finishes, and sends no test mail.
    await page.press("[name=companyname]", "Enter");
    await page.waitForURL(`${base}/admin`);
    must(/Everything is set up/.test(await text(page)), await text(page));
    await open(page, "/store");
    must(/Web S/.test(await text(page)), "the product is not in the shop");
    page.expected.push(/404/);
    const gone = await page.goto(`${base}/setup?token=${task.token}`);
    must(gone.status() === 404, `the door answers ${gone.status()}`);
  },
});
