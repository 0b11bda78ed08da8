// The catalogue and orders.

const assert = require('node:assert/strict')
const { only, like } = require('./tour.cjs')

async function order (tour) {
  const placed = await place(tour, `${tour.nonce}.example`)
  tour.order = placed.orderid
  tour.invoice = placed.invoiceid
  tour.service = Number(placed.serviceids)
}

async function accept (tour) {
  await tour.ok('Orders.acceptOrder', { orderid: tour.order, autosetup: false, sendemail: false })
  assert.equal((await read(tour, tour.order)).status, 'Active')
  await tour.refused('Order ID not found or Status not Pending', 'Orders.acceptOrder', { orderid: tour.order })
  await tour.refused('Client ID Not Found', 'Orders.addOrder', { clientid: 99999999, paymentmethod: 'banktransfer', 'pid[0]': tour.product })
}

async function catalogue (tour) {
  const wanted = {
    name: `Node ${tour.nonce}`,
    gid: 1,
    type: 'server',
    paytype: 'recurring',
    autosetup: '',
    module: 'sandbox',
    hidden: false,
    description: 'By the tour',
    'pricing[1][monthly]': '20.00',
    'pricing[1][annually]': '200.00'
  }
  const { pid } = await tour.ok('Products.addProduct', wanted)
  tour.product = pid
  const found = await tour.ok('Orders.getProducts', { pid })
  const product = only(found.products.product, 'products')
  like(product, { pid, gid: 1, name: wanted.name, module: 'sandbox', paytype: 'recurring' })
  like(product.pricing.USD, { monthly: '20.00', annually: '200.00', quarterly: '-1.00', prefix: '$' })
  const group = await tour.ok('Orders.getProducts', { gid: 1, module: 'sandbox' })
  assert.ok(group.products.product.some(row => row.pid === pid), 'the product is in its group')

  const promotions = await tour.ok('Orders.getPromotions', { code: 'WELCOME20' })
  like(only(promotions.promotions.promotion, 'promotions'), { code: 'WELCOME20', type: 'Percentage' })
  const statuses = await tour.ok('Orders.getOrderStatuses')
  assert.deepEqual(statuses.statuses.status.map(row => row.title).slice(0, 4), ['Pending', 'Active', 'Fraud', 'Cancelled'])
}

function place (tour, domain) {
  return tour.ok('Orders.addOrder', {
    clientid: tour.client,
    paymentmethod: 'banktransfer',
    'pid[0]': tour.product,
    'domain[0]': domain,
    'billingcycle[0]': 'monthly',
    promocode: 'WELCOME20',
    noemail: true,
    noinvoiceemail: true
  })
}

async function read (tour, id) {
  const found = await tour.ok('Orders.getOrders', { id, limitstart: 0, limitnum: 1 })
  return only(found.orders.order, 'orders')
}

/** Pending, fraud, cancelled, gone. */
async function moves (tour) {
  const first = await read(tour, tour.order)
  like(first, { status: 'Pending', amount: '16.00', promocode: 'WELCOME20', userid: tour.client })
  const { orderid } = await place(tour, `second-${tour.nonce}.example`)
  const check = await tour.ask('Orders.orderFraudCheck', { orderid, ipaddress: '192.0.2.7' })
  if (check.result === 'success') {
    assert.ok(check.module && check.status, JSON.stringify(check))
  } else {
    assert.equal(check.message, 'No Active Fraud Module')
  }
  for (const [method, status] of [['fraudOrder', 'Fraud'], ['pendingOrder', 'Pending'], ['cancelOrder', 'Cancelled']]) {
    await tour.ok(`Orders.${method}`, { orderid, cancelsub: false, noemail: true })
    assert.equal((await read(tour, orderid)).status, status, method)
  }
  await tour.refused('Order ID not found or Status not Pending', 'Orders.cancelOrder', { orderid })
  await tour.ok('Orders.deleteOrder', { orderid })
  const gone = await tour.ok('Orders.getOrders', { id: orderid })
  assert.equal(Number(gone.totalresults), 0)
  const mine = await tour.ok('Orders.getOrders', { userid: tour.client, status: 'Pending' })
  assert.equal(Number(mine.totalresults), 1)
}

module.exports = [catalogue, order, moves, accept]
