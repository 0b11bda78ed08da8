// A customer's way through the REST API with a client generated from its own description.
// Usage: node tour.js BASE_URL. Prints one line per step; any surprise ends it.

import assert from "node:assert/strict";
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Money = components["schemas"]["Money"];
type Problem = components["schemas"]["Problem"];

const base = process.argv[2];
assert.ok(base, "give the address of the server");

let token: string | undefined;
const bearer: Middleware = {
  onRequest({ request }) {
    if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
    return request;
  },
};
const api = createClient<paths>({ baseUrl: base });
api.use(bearer);

let steps = 0;
function step(name: string): void {
  steps += 1;
  console.log(name);
}

/** The result of a call that must succeed; its type is that of the description. */
function must<T>(said: { data?: T; error?: unknown; response: Response }): T {
  assert.ok(said.response.ok, `${said.response.status}: ${JSON.stringify(said.error)}`);
  return said.data as T;
}

/** The problem of a call that must fail so. */
function refused(said: { error?: Problem; response: Response }, code: Problem["code"]): Problem {
  assert.ok(said.error, `it was done: ${said.response.status}`);
  assert.equal(said.error.code, code);
  assert.equal(said.error.status, said.response.status);
  return said.error;
}

const cents = (sum: Money): number => Math.round(Number(sum.amount) * 100);

async function enter(): Promise<void> {
  const email = `tess-${Date.now()}@typescript.example`;
  const password = "correct horse battery";
  refused(await api.GET("/api/v1/me"), "not-authenticated");
  const odd = await api.POST("/api/v1/auth/register", {
    body: { email: "no address", password, first_name: "Tess", last_name: "Type" },
  });
  assert.equal(refused(odd, "invalid-input").errors[0]?.pointer, "/email");
  must(
    await api.POST("/api/v1/auth/register", {
      body: {
        email, password, first_name: "Tess", last_name: "Type", address1: "1 Road",
        city: "Town", state: "Texas", postcode: "12345", country: "US",
        phone_number: "5551234567",
      },
    }),
  );
  const session = must(await api.POST("/api/v1/auth/login", { body: { email, password } }));
  token = session.access_token;
  assert.equal(must(await api.GET("/api/v1/me")).name, "Tess Type");
  step("sign-up and log-in");
}

/** Reads with what is known, and writes only over what was read. */
async function conditions(): Promise<void> {
  const first = await api.GET("/api/v1/profile");
  assert.equal(must(first).city, "Town");
  const tag = first.response.headers.get("etag");
  assert.ok(tag);
  const again = await api.GET("/api/v1/profile", { headers: { "if-none-match": tag } });
  assert.equal(again.response.status, 304);
  const change = (city: string) =>
    api.PATCH("/api/v1/profile", { body: { city }, headers: { "if-match": tag } });
  assert.equal(must(await change("Elsewhere")).city, "Elsewhere");
  refused(await change("Nowhere"), "precondition-failed");
  assert.equal(must(await api.GET("/api/v1/profile")).city, "Elsewhere");
  step("conditional reads and writes");
}

async function pages(): Promise<void> {
  const seen = new Set<number>();
  let cursor: string | null | undefined;
  do {
    const query = cursor ? { limit: 2, cursor } : { limit: 2 };
    const page = must(await api.GET("/api/v1/products", { params: { query } }));
    for (const product of page.items) seen.add(product.id);
    assert.ok(page.items.length <= 2);
    cursor = page.next_cursor;
    if (!cursor) assert.equal(seen.size, page.total);
  } while (cursor);
  assert.ok(seen.size > 2);
  const odd = await api.GET("/api/v1/products", { params: { query: { limit: 0 } } });
  assert.equal(refused(odd, "invalid-input").errors[0]?.pointer, "?limit");
  step("pages of a list");
}

async function buy(): Promise<void> {
  const order = () =>
    api.POST("/api/v1/orders", {
      headers: { "idempotency-key": "typescript-1" },
      body: {
        payment_method: "sandboxcard",
        items: [{ product_id: 1, cycle: "monthly", domain: "tess.example" }],
      },
    });
  const placed = must(await order());
  assert.equal(must(await order()).id, placed.id);
  const id = placed.invoice_id;
  assert.ok(id);
  const path = { params: { path: { id } } };
  const invoice = must(await api.GET("/api/v1/invoices/{id}", path));
  assert.equal(invoice.status, "Unpaid");
  assert.equal(cents(invoice.balance), cents(invoice.total));
  const paid = must(
    await api.POST("/api/v1/invoices/{id}/payments", {
      ...path,
      body: {
        method: "sandboxcard",
        card: { number: "4242424242424242", expiry: "12/39", cvv: "123" },
      },
    }),
  );
  assert.equal(paid.is_paid, true);
  assert.equal(must(await api.GET("/api/v1/orders")).total, 1);
  const services = must(await api.GET("/api/v1/services"));
  assert.equal(services.items[0]?.domain, "tess.example");
  refused(await api.GET("/api/v1/invoices/{id}", { params: { path: { id: 1 } } }), "not-found");
  step("an order, once for its key, and its payment");
}

async function ask(): Promise<void> {
  const departments = must(await api.GET("/api/v1/departments"));
  const department = departments.items[0];
  assert.ok(department);
  const ticket = must(
    await api.POST("/api/v1/tickets", {
      body: { department_id: department.id, subject: "Help", message: "Which way?" },
    }),
  );
  const path = { params: { path: { id: ticket.id } } };
  const answered = must(
    await api.POST("/api/v1/tickets/{id}/replies", { ...path, body: { message: "Found it." } }),
  );
  assert.equal(answered.messages.length, 2);
  step("a ticket");
}

async function leave(): Promise<void> {
  const gone = await api.POST("/api/v1/auth/logout", { body: { everywhere: true } });
  assert.equal(gone.response.status, 204);
  refused(await api.GET("/api/v1/me"), "not-authenticated");
  step("log-out everywhere");
}

await enter();
await conditions();
await pages();
await buy();
await ask();
await leave();
console.log(`${steps} steps`);
