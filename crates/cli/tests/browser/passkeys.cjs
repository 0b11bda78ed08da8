// Coming in by more than a password: passkeys of a device that the browser plays, and codes by time.
const { createHmac } = require("crypto");
const { base, client, look, look_twice, must, office, open, picture, run, task, text, visitor } = require("./house.cjs");

/** A device of the browser that knows its owner and keeps passkeys (the browser's own testing aid). */
async function device(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
  return {
    keys: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    knowsOwner: (isUserVerified) =>
      session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

/** The code that an app shows for a key (RFC 6238). */
function code(key, step = Math.floor(Date.now() / 30_000)) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function add(page, name) {
  await page.fill("#f-passkey", name);
  await page.click("form[data-passkey] button");
  await page.locator(".notice", { hasText: "The passkey is added" }).waitFor();
  must((await text(page)).includes(name), "the new passkey is not listed");
}

run({
  "what was typed survives the end of a session": async () => {
    const page = await office();
    const signIn = async () => {
      await page.context().clearCookies();
      await page.locator("button[value=message]").click();
      await page.getByText("Your session had ended, and nothing was changed").waitFor();
      await page.fill("#f-name", task.staff);
      await page.fill("#f-password", task.password);
      await page.click("button.primary");
      await page.waitForURL(/admin\/projects\/\d+/);
    };
    await open(page, "/admin/projects/1");
    await page.fill("#f-message", "Half an hour's work");
    await signIn();
    await page.getByText("What you typed stands here again").waitFor();
    must(await page.inputValue("#f-message") === "Half an hour's work", "it is lost");
    must(await page.inputValue("#f-notes") === "", "it stands in another form");
    await look(page, "what was typed before a session ended");
    await page.locator("button[value=message]").click();
    await page.locator("main [role=status]", { hasText: "It was written" }).waitFor();
    must(!(await page.evaluate(() => sessionStorage.length)), "something stays in the tab");
    await page.reload();
    must(await page.inputValue("#f-message") === "", "it comes back although it was sent");
  },

  "what a client typed survives it, too": async () => {
    const page = await client();
    await open(page, "/tickets/new");
    await page.fill("#f-subject", "Half an hour's work");
    await page.fill("#f-message", "All of it");
    await page.context().clearCookies();
    await page.locator("main form button.primary").click();
    await page.getByText("Your session had ended, and nothing was changed").waitFor();
    await page.fill("#f-email", task.client);
    await page.fill("#f-password", task.password);
    await page.click("button.primary");
    await page.getByText("What you typed stands here again").waitFor();
    must(await page.inputValue("#f-message") === "All of it", "it is lost");
    await look(page, "what a client typed before a session ended");
    await page.locator("main form button.primary").click();
    await page.waitForURL(/\/tickets\/\d+/);
    must(!(await page.evaluate(() => sessionStorage.length)), "something stays in the tab");
  },

  "a client adds a passkey, comes in with it, and takes it away": async () => {
    const page = await client();
    const phone = await device(page);
    await open(page, "/account/security");
    await add(page, "My phone");
    await look(page, "security with a passkey");
    await picture(page, "client");
    const [key] = await phone.keys();
    must(key.isResidentCredential && key.rpId === "localhost", JSON.stringify(key));
    await page.context().clearCookies();
    await open(page, "/login?next=%2Fbilling%2Finvoices");
    await look(page, "log-in with a passkey");
    await picture(page, "login");
    // A device that does not know who holds it is not enough.
    await phone.knowsOwner(false);
    await page.click("form[data-passkey] button");
    await page.locator("[data-failed]").waitFor();
    await phone.knowsOwner(true);
    await page.click("form[data-passkey] button");
    await page.waitForURL("**/billing/invoices");
    await open(page, "/account/security");
    must(/last used/.test(await text(page)), "it was not noted that the passkey was used");
    await page.click("summary:has-text('Remove My phone')");
    await page.click("button:has-text('Remove My phone')");
    await page.locator(".notice", { hasText: "The passkey is removed" }).waitFor();
    await page.context().clearCookies();
    await open(page, "/login");
    await page.click("form[data-passkey] button");
    await page.locator(".notice", { hasText: "does not belong to an account" }).waitFor();
  },

  "staff come in with a passkey of theirs": async () => {
    const page = await office();
    await device(page);
    await open(page, "/admin/sign-ins");
    await add(page, "Desk");
    await look(page, "one's own sign-in");
    await picture(page, "office");
    await page.context().clearCookies();
    await open(page, "/admin/login?next=%2Fadmin%2Forders");
    await look(page, "log-in of staff with a passkey");
    await page.click("form[data-passkey] button");
    await page.waitForURL("**/admin/orders");
    // It opens the other side of the counter to nobody.
    await open(page, "/login");
    await page.click("form[data-passkey] button");
    await page.locator(".notice", { hasText: "does not belong to an account" }).waitFor();
  },

  "staff set up a second factor and show it": async () => {
    const page = await office();
    await open(page, "/admin/sign-ins");
    await page.click("button:has-text('Set it up')");
    const key = await page.innerText("code.key");
    await page.locator("svg.scanned").waitFor();
    await look(page, "the key of a second factor");
    await picture(page, "key");
    const step = Math.floor(Date.now() / 30_000);
    await page.fill("#f-confirm", code(key, step));
    await page.click("button:has-text('Switch it on')");
    await page.locator("ul.codes").waitFor();
    await look(page, "the backup codes");
    await picture(page, "codes");
    const backup = await page.locator("ul.codes code").first().innerText();
    const later = await visitor();
    later.expected.push(/401/);
    await open(later, "/admin/login");
    await later.fill("#f-name", task.staff);
    await later.fill("#f-password", task.password);
    await later.click("form.door-form button.primary");
    await later.waitForURL("**/admin/login/code");
    await look_twice(later, "the question for a code");
    await picture(later, "code");
    await later.fill("#f-code", code(key, step));
    await later.click("button.primary");
    await later.locator("[role=alert]", { hasText: "used before" }).waitFor();
    await later.fill("#f-code", backup);
    await later.click("button.primary");
    await later.waitForURL("**/admin");
    must(later.url() === `${base}/admin`, later.url());
  },
});
