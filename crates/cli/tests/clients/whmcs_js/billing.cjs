// Invoices, payments, credit, billable items, quotes.

const assert = require('node:assert/strict')
const { only, like, php, day } = require('./tour.cjs')

async function payOrder (tour) {
  const payment = { invoiceid: tour.invoice, transid: `js-${tour.nonce}`, gateway: 'banktransfer', date: `${day()} 10:11:12`, noemail: true }
  await tour.ok('Billing.addInvoicePayment', { ...payment, amount: '6.00' })
  like(await tour.ok('Billing.getInvoice', { invoiceid: tour.invoice }), { status: 'Unpaid', total: '16.00', balance: '10.00' })
  await tour.ok('Billing.addInvoicePayment', { ...payment, transid: `js-${tour.nonce}-2`, fees: '0.30' })
  const paid = await tour.ok('Billing.getInvoice', { invoiceid: tour.invoice })
  like(paid, { status: 'Paid', balance: '0.00', userid: tour.client })
  assert.equal(paid.transactions.transaction.length, 2)
  await tour.refused('Invoice ID Not Found', 'Billing.getInvoice', { invoiceid: 99999999 })
}

/** An invoice by hand: two lines, one taxed; then changed. */
async function ownInvoice (tour) {
  const made = await tour.ok('Billing.createInvoice', {
    userid: tour.client,
    status: 'Draft',
    draft: true,
    paymentmethod: 'banktransfer',
    taxrate: '10.00',
    date: day(),
    duedate: day(14),
    notes: 'By the tour',
    itemdescription1: 'First',
    itemamount1: '10.00',
    itemtaxed1: true,
    itemdescription2: 'Second',
    itemamount2: '5.50',
    itemtaxed2: false
  })
  assert.equal(typeof made.invoiceid, 'number')
  assert.equal(made.status, 'Draft')
  tour.draft = made.invoiceid
  const draft = await tour.ok('Billing.getInvoice', { invoiceid: tour.draft })
  like(draft, { subtotal: '15.50', tax: '1.00', total: '16.50', status: 'Draft', date: day(), duedate: day(14) })
  const [first] = draft.items.item
  await tour.ok('Billing.updateInvoice', {
    invoiceid: tour.draft,
    [`itemdescription[${first.id}]`]: 'First, dearer',
    [`itemamount[${first.id}]`]: '20.00',
    [`itemtaxed[${first.id}]`]: true,
    'newitemdescription[0]': 'Third',
    'newitemamount[0]': '1.00',
    'newitemtaxed[0]': false,
    publish: true
  })
  const open = await tour.ok('Billing.getInvoice', { invoiceid: tour.draft })
  like(open, { subtotal: '26.50', tax: '2.00', total: '28.50', status: 'Unpaid' })
  const list = await tour.ok('Billing.getInvoices', { userid: tour.client, status: 'Unpaid', orderby: 'id', order: 'desc', limitnum: 5, limitstart: 0 })
  like(only(list.invoices.invoice, 'unpaid invoices'), { id: tour.draft, total: '28.50', currencycode: 'USD' })
}

async function card (tour) {
  await tour.refused('Payment Attempt Failed', 'Billing.capturePayment', { invoiceid: tour.draft })
  await tour.call('AddPayMethod', {
    clientid: tour.client,
    type: 'RemoteCreditCard',
    gateway_module_name: 'sandboxcard',
    card_number: '4242424242424242',
    card_expiry: '1239',
    set_as_default: true
  })
  await tour.ok('Billing.updateInvoice', { invoiceid: tour.draft, paymentmethod: 'sandboxcard' })
  await tour.ok('Billing.capturePayment', { invoiceid: tour.draft, cvv: '123' })
  like(await tour.ok('Billing.getInvoice', { invoiceid: tour.draft }), { status: 'Paid', balance: '0.00' })
  await tour.refused('Invoice Not Found or Not Unpaid', 'Billing.capturePayment', { invoiceid: tour.draft })
}

async function credit (tour) {
  const added = await tour.ok('Billing.addCredit', { clientid: tour.client, description: 'Welcome', amount: '12.00' })
  like(added, { newbalance: '12.00' })
  const { invoiceid } = await tour.ok('Billing.createInvoice', {
    userid: tour.client, status: 'Unpaid', itemdescription1: 'Work', itemamount1: '15.00', itemtaxed1: 0, autoapplycredit: false
  })
  await tour.refused('Amount exceeds customer credit balance', 'Billing.applyCredit', { invoiceid, amount: '15.00' })
  const applied = await tour.ok('Billing.applyCredit', { invoiceid, amount: '12.00', noemail: true })
  like(applied, { invoiceid, invoicepaid: 'false' })
  const credits = await tour.ok('Billing.getCredits', { clientid: tour.client })
  assert.deepEqual(credits.credits.credit.map(row => row.amount), ['12.00', '-12.00'])

  const transid = `wire-${tour.nonce}`
  await tour.ok('Billing.addTransaction', {
    paymentmethod: 'banktransfer', userid: tour.client, invoiceid, transid, amountin: '3.00', fees: 0, rate: 1, date: day(), description: 'Wire'
  })
  const found = await tour.ok('Billing.getTransactions', { transid, clientid: tour.client })
  const row = only(found.transactions.transaction, 'transactions')
  like(row, { amountin: '3.00', gateway: 'banktransfer', invoiceid })
  const updated = await tour.ok('Billing.updateTransaction', { transactionid: row.id, description: 'Wire, checked' })
  assert.equal(updated.transactionid, row.id, 'the id has the type of the list')
  const again = await tour.ok('Billing.getTransactions', { invoiceid })
  like(only(again.transactions.transaction, 'transactions'), { description: 'Wire, checked' })
  like(await tour.ok('Billing.getInvoice', { invoiceid }), { status: 'Paid', credit: '12.00', total: '3.00' })
}

/** What is billed later: billable items and renewals. */
async function later (tour) {
  const item = { clientid: tour.client, description: 'Two hours', amount: '80.00', invoiceaction: 'nextcron', unit: 'hours', hours: 2, quantity: 2 }
  const added = await tour.ok('Billing.addBillableItem', item)
  assert.ok(Number(added.billableid) > 0)
  await tour.refused('Client ID not Found', 'Billing.addBillableItem', { ...item, clientid: 99999999 })
  const made = await tour.ok('Billing.genInvoices', { noemails: true, clientid: tour.client })
  assert.equal(Number(made.numcreated), 1)
  assert.equal(Number((await tour.ok('Billing.genInvoices', { clientid: tour.client })).numcreated), 0)
  const list = await tour.ok('Billing.getInvoices', { userid: tour.client, status: 'Unpaid' })
  const invoice = await tour.ok('Billing.getInvoice', { invoiceid: only(list.invoices.invoice, 'unpaid invoices').id })
  assert.ok(invoice.items.item.some(line => line.description.startsWith('Two hours')), JSON.stringify(invoice))
}

async function quotes (tour) {
  const quote = {
    subject: 'A bigger rack',
    stage: 'Draft',
    validuntil: day(30),
    datecreated: day(),
    userid: tour.client,
    lineitems: php([{ desc: 'Rack', qty: 2, up: 100, discount: 10, taxable: false }])
  }
  const { quoteid } = await tour.ok('Billing.createQuote', quote)
  await tour.refused('Invalid Stage', 'Billing.createQuote', { ...quote, stage: 'Nowhere' })
  const found = await tour.ok('Billing.getQuotes', { quoteid, limitstart: 0, limitnum: 1 })
  const row = only(found.quotes.quote, 'quotes')
  like(row, { subject: quote.subject, stage: 'Draft', subtotal: '180.00', total: '180.00', userid: tour.client })
  await tour.ok('Billing.updateQuote', {
    quoteid, subject: 'A smaller rack', lineitems: php([{ id: Number(row.items.item[0].id), desc: 'Rack', qty: 1, up: 50, discount: 0, taxable: false }])
  })
  await tour.ok('Billing.sendQuote', { quoteid })
  const sent = only((await tour.ok('Billing.getQuotes', { userid: tour.client })).quotes.quote, 'quotes')
  like(sent, { subject: 'A smaller rack', stage: 'Delivered', total: '50.00' })
  const accepted = await tour.ok('Billing.acceptQuote', { quoteid })
  const invoice = await tour.ok('Billing.getInvoice', { invoiceid: accepted.invoiceid })
  like(invoice, { subtotal: '50.00', userid: tour.client })
  await tour.ok('Billing.deleteQuote', { quoteid })
  await tour.refused('Quote ID Not Found', 'Billing.deleteQuote', { quoteid })
}

module.exports = [payOrder, ownInvoice, card, credit, later, quotes]
