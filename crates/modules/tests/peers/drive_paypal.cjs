// Drives a PayPal with PayPal's own SDK (@paypal/paypal-server-sdk): PORT APP SECRET ORDER TOKEN: an
// order that was approved, and what is in the vault. Prints how many calls it made.
const assert = require("assert");
const axios = require("axios");

const [port, app, secret, approved, token] = process.argv.slice(2);
// The SDK knows two addresses; both lead to the fake.
const create = axios.create;
axios.create = (...settings) => {
  const made = create(...settings);
  made.interceptors.request.use((config) => {
    config.url = config.url.replace("https://api-m.sandbox.paypal.com", `http://127.0.0.1:${port}`);
    return config;
  });
  return made;
};
const {
  Client, Environment, OrdersController, PaymentsController, TransactionSearchController, VaultController,
  CheckoutPaymentIntent, ApiError,
} =
  require("@paypal/paypal-server-sdk");

const client = new Client({
  clientCredentialsAuthCredentials: { oAuthClientId: app, oAuthClientSecret: secret },
  environment: Environment.Sandbox,
  timeout: 0,
});
const orders = new OrdersController(client);
const payments = new PaymentsController(client);
const vault = new VaultController(client);
const search = new TransactionSearchController(client);
let calls = 0;

async function did(answer) {
  calls += 1;
  return (await answer).result;
}

async function refuses(issue, attempt) {
  calls += 1;
  try {
    await attempt();
  } catch (error) {
    assert(error instanceof ApiError, error);
    assert.equal(JSON.parse(error.body).details[0].issue, issue);
    return;
  }
  throw new Error(`${issue} expected`);
}

const page = {
  brandName: "Us", returnUrl: "https://us.example/", cancelUrl: "https://us.example/",
  userAction: "PAY_NOW", shippingPreference: "NO_SHIPPING",
};
const order = {
  intent: CheckoutPaymentIntent.Capture,
  purchaseUnits: [{
    referenceId: "invoice-1", customId: "sdk|1", description: "Invoice 1",
    amount: { currencyCode: "EUR", value: "10.00" },
  }],
  paymentSource: { paypal: { experienceContext: page } },
};

(async () => {
  const create = () =>
    orders.createOrder({ body: order, paypalRequestId: "sdk-1", prefer: "return=representation" });
  const made = await did(create());
  assert.equal(made.status, "PAYER_ACTION_REQUIRED");
  assert(made.links.some((link) => link.rel === "payer-action"));
  assert.equal((await did(create())).id, made.id);
  await refuses("ORDER_NOT_APPROVED", () => orders.captureOrder({ id: made.id, body: {} }));
  assert.equal((await did(orders.getOrder({ id: approved }))).status, "APPROVED");
  const captured = await did(
    orders.captureOrder({ id: approved, body: {}, prefer: "return=representation" }));
  const capture = captured.purchaseUnits[0].payments.captures[0];
  assert.equal(capture.sellerReceivableBreakdown.paypalFee.value, "0.65");
  await refuses("ORDER_ALREADY_CAPTURED", () => orders.captureOrder({ id: approved, body: {} }));
  assert.equal((await did(payments.getCapturedPayment({ captureId: capture.id }))).status, "COMPLETED");
  const refund = (value) => payments.refundCapturedPayment({
    captureId: capture.id, body: { amount: { currencyCode: "EUR", value }, customId: "sdk|r" },
  });
  const back = await did(refund("4.00"));
  assert.equal(back.status, "COMPLETED");
  const listed = await did(search.searchTransactions({
    startDate: "2026-01-01T00:00:00Z", endDate: "2026-01-02T00:00:00Z", fields: "transaction_info",
    pageSize: 500, page: 2,
  }));
  const refunded = listed.transactionDetails.map((each) => each.transactionInfo)
    .find((info) => info.transactionId === back.id);
  assert.equal(refunded.paypalReferenceId, capture.id);
  assert.equal(refunded.transactionAmount.value, "-4.00");
  assert(listed.totalPages >= 2);
  await refuses("REFUND_AMOUNT_EXCEEDED", () => refund("6.01"));
  const keeps = structuredClone(order);
  keeps.paymentSource.paypal.attributes = { vault: { storeInVault: "ON_SUCCESS", usageType: "MERCHANT" } };
  assert.equal((await did(orders.createOrder({ body: keeps }))).status, "PAYER_ACTION_REQUIRED");
  const { paymentSource, ...bare } = order;
  const later = await did(orders.createOrder({ body: bare, prefer: "return=representation" }));
  assert.equal(later.status, "CREATED");
  const fromVault = { id: later.id, body: { paymentSource: { paypal: { vaultId: token } } } };
  assert.equal((await did(orders.captureOrder(fromVault))).status, "COMPLETED");
  await did(vault.deletePaymentToken(token));
  const gone = await did(orders.createOrder({ body: bare }));
  await refuses("TOKEN_ID_NOT_FOUND", () => orders.captureOrder({ ...fromVault, id: gone.id }));
  console.log(`${calls} calls`);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
