// Makes the pictures of docs/gallery.md anew, of a running demo:
//   NODE_PATH=target/e2e/node/node_modules node crates/cli/tests/browser/gallery.cjs '{"base":
//   "http://127.0.0.1:8080", "chromium": "/usr/bin/chromium", "staff": "admin@demo.test",
//   "client": "client@demo.test", "password": "…", "folder": "docs/images"}'
const fs = require("fs");
const path = require("path");
const { client, office, open, run, task, visitor } = require("./house.cjs");

/** Pictures are this wide, in pixels; the pages are looked at larger. */
const WIDE = 1080;

const shots = {
  start: [visitor, "/", "light"],
  order: [visitor, "/order/2", "light"],
  "client-home": [client, "/clientarea", "light"],
  "client-service": [client, "/services", "dark", "main a[href^='/services/']"],
  "client-invoice": [client, "/billing/invoices", "light", "main a[href^='/billing/invoices/']"],
  office: [office, "/admin", "light"],
  "office-dark": [office, "/admin", "dark"],
  "office-clients": [office, "/admin/clients", "light"],
  "office-client": [office, "/admin/clients/1", "light"],
  "office-invoice": [office, "/admin/invoices/1", "dark"],
  "office-report": [office, "/admin/reports", "light", "main a[href*='income']"],
  phone: [client, "/clientarea", "light", "", { width: 390, height: 844 }],
};

/** A smaller picture in the form that takes the least room. */
async function small(page, png, wide) {
  const data = await page.evaluate(async ({ source, wide }) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.min(wide, image.width);
    canvas.height = Math.round((image.height * canvas.width) / image.width);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/webp", 0.82);
  }, { source: `data:image/png;base64,${png.toString("base64")}`, wide });
  return Buffer.from(data.split(",")[1], "base64");
}

run({
  "the gallery": async () => {
    fs.mkdirSync(task.folder, { recursive: true });
    const pages = new Map();
    for (const [name, [enter, at, colorScheme, follow, size]] of Object.entries(shots)) {
      const key = `${enter.name} ${colorScheme} ${size ? size.width : ""}`;
      const viewport = size ?? { width: 1440, height: 900 };
      if (!pages.has(key)) pages.set(key, await enter({ colorScheme, viewport }));
      const page = pages.get(key);
      await open(page, at);
      if (follow) {
        await page.locator(follow).first().click();
        await page.waitForLoadState();
      }
      await page.evaluate(() => document.fonts.ready);
      const picture = await small(page, await page.screenshot(), size ? 390 : WIDE);
      fs.writeFileSync(path.join(task.folder, `${name}.webp`), picture);
    }
  },
});
