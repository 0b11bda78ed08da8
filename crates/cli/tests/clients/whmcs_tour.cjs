// Calls every method of the Node clients whmcs (as staff: a name and the MD5 of a password) and
// whmcs-api (everything in the address of a GET) against a running server and looks at the answers.
//
// Usage: node whmcs_tour.cjs URL IDENTIFIER SECRET USERNAME PASSWORD, with NODE_PATH naming the folder
// that holds both. Prints one line per method; any surprise ends it.

const assert = require('node:assert/strict')
const crypto = require('node:crypto')
const { promisify } = require('node:util')
const Staff = require('whmcs')
const InAddress = require('whmcs-api')

const MODULES = ['billing', 'customers', 'domains', 'products', 'support', 'utilities']
const nonce = Date.now().toString(36)

class Tour {
  constructor (serverUrl, username, password) {
    const md5 = crypto.createHash('md5').update(password).digest('hex')
    this.client = new Staff({ serverUrl, username, password: md5 })
    this.seen = new Set()
  }

  /** Calls a method that must succeed. */
  async ok (name, ...given) {
    const [module, method] = name.split('.')
    const object = this.client[module]
    const answer = await promisify(object[method]).apply(object, given)
    this.saw(name)
    return answer
  }

  /** Calls a method that must be refused with exactly these words. */
  async refused (expected, name, ...given) {
    await assert.rejects(this.ok(name, ...given), { message: expected }, name)
    this.saw(name)
  }

  saw (name) {
    if (!this.seen.has(name)) console.log(`whmcs ${name}`)
    this.seen.add(name)
  }

  assertComplete () {
    const all = MODULES.flatMap(name => {
      const methods = Object.getPrototypeOf(this.client[name])
      return Object.keys(methods).map(method => `${name}.${method}`)
    })
    assert.deepEqual(all.filter(name => !this.seen.has(name)), [], 'methods not called')
  }
}

async function people (tour) {
  const email = `iris-${nonce}@tour.example`
  const added = await tour.ok('customers.createCustomer', {
    firstname: 'Iris',
    lastname: 'Ó Dálaigh',
    email,
    address1: '2 Quay Street',
    city: 'Galway',
    state: 'Galway',
    postcode: 'H91 AK57',
    country: 'IE',
    phonenumber: '91 555 011',
    password2: 'correct horse',
    currency: 1
  })
  const client = Number(added.clientid)
  for (const who of [client, email]) {
    const found = await tour.ok('customers.getCustomer', who)
    assert.equal(found.client.lastname, 'Ó Dálaigh')
    assert.equal(Number(found.stats.numdueinvoices), 0, JSON.stringify(found.stats))
  }
  await tour.ok('customers.updateCustomer', client, { city: 'Cork' })
  const found = await tour.ok('customers.getCustomerByEmail', email)
  assert.equal(found.city, 'Cork')
  const entered = await tour.ok('customers.validateLogin', email, 'correct horse')
  assert.ok(Number(entered.userid) > 0)
  await tour.refused('WHMCS Error (200): Email or Password Invalid', 'customers.validateLogin', email, 'no')
  const contact = await tour.ok('customers.createContact', { clientid: client, firstname: 'Tom', email: `tom-${nonce}@tour.example` })
  await tour.ok('customers.updateContact', contact.contactid, { lastname: 'Byrne' })
  const contacts = await tour.ok('customers.getContacts', client, {})
  assert.equal(contacts.contacts.contact[0].lastname, 'Byrne')
  await tour.ok('customers.deleteContact', contact.contactid)
  await tour.ok('customers.sendEmail', client, { customtype: 'general', customsubject: 'Hello', custommessage: 'Welcome' })
  const mails = await tour.ok('customers.getCustomerEmails', client)
  assert.ok(mails.emails.email.some(mail => mail.subject === 'Hello'), JSON.stringify(mails))
  return client
}

async function ordering (tour, client) {
  const { products } = await tour.ok('products.getProduct', 1)
  const [product] = products.product
  assert.equal(Number(product.pid), 1)
  await tour.ok('products.getProducts', product.gid)
  await tour.ok('products.getProductsByType', 'module', product.module)
  const items = { paymentmethod: 'mailin', 'pid[0]': 1, 'billingcycle[0]': 'monthly' }
  const order = await tour.ok('billing.addOrder', client, items)
  const accepted = { autosetup: true, sendemail: false }
  await tour.ok('billing.acceptOrder', order.orderid, accepted)
  const { orders } = await tour.ok('products.getOrders', 'id', order.orderid, 0, 5)
  assert.equal(orders.order[0].status, 'Active')
  const own = await tour.ok('customers.getCustomerOrders', { userid: client })
  assert.equal(Number(own.totalresults), 1)
  const name = { paymentmethod: 'mailin', domain: `tour-${nonce}.com`, domaintype: 'register', regperiod: 1 }
  const second = await tour.ok('billing.addOrder', client, name)
  await tour.ok('billing.cancelOrder', second.orderid)
  await tour.ok('billing.deleteOrder', second.orderid)
  return order
}

async function billing (tour, client, order) {
  const invoice = await tour.ok('billing.getInvoice', order.invoiceid)
  assert.equal(invoice.status, 'Unpaid')
  await tour.ok('billing.addCredit', client, invoice.balance, 'A present')
  const { credits } = await tour.ok('customers.getCredits', client)
  assert.equal(credits.credit[0].amount, invoice.balance)
  await tour.ok('billing.payInvoice', order.invoiceid, '1.00')
  await tour.ok('billing.applyCredit', order.invoiceid, 'full')
  assert.equal((await tour.ok('billing.getInvoice', order.invoiceid)).status, 'Paid')
  const paid = await tour.ok('customers.getCustomerInvoices', client, { status: 'Paid' })
  assert.equal(Number(paid.totalresults), 1)
  const made = await tour.ok('billing.createInvoice', client, {
    date: '2031-01-01',
    duedate: '2031-01-15',
    itemdescription1: 'Moving of a site',
    itemamount1: '15.00',
    itemtaxed1: 0,
    paymentmethod: 'mailin'
  })
  await tour.ok('billing.updateInvoice', made.invoiceid, { duedate: '2031-02-01', notes: 'Later' })
  const all = await tour.ok('billing.getInvoices', { userid: client, orderby: 'duedate', order: 'desc' })
  assert.equal(all.invoices.invoice[0].duedate, '2031-02-01')
  await tour.refused('WHMCS Error (200): Payment Attempt Failed', 'billing.capturePayment', made.invoiceid, {})
  await tour.ok('billing.updateInvoice', made.invoiceid, { status: 'Cancelled' })
  const payments = await tour.ok('customers.getTransactions', { invoiceid: order.invoiceid })
  assert.equal(Number(payments.totalresults), 0)
  await tour.ok('customers.getQuotes', { userid: client })
}

async function hosting (tour, client) {
  const { products } = await tour.ok('customers.getCustomerProducts', client)
  const [service] = products.product
  await tour.ok('customers.updateCustomerProduct', service.id, { notes: 'Of the tour' })
  await tour.ok('customers.getClientsAddons', { clientid: client })
  const { products: shelf } = await tour.ok('products.getProducts', service.gid ?? 1)
  const other = shelf.product.find(each => Number(each.pid) !== Number(service.pid))
  const upgrade = {
    type: 'product',
    newproductid: other.pid,
    newproductbillingcycle: 'monthly',
    paymentmethod: 'mailin',
    calconly: true
  }
  const priced = await tour.ok('products.upgradeProduct', { clientid: client, serviceid: service.id, ...upgrade })
  assert.equal(priced.newproductname, other.name)
  await tour.ok('customers.updateService', service.id, { clientid: client, ...upgrade })
  return service.id
}

async function domains (tour) {
  const { domains } = await tour.ok('customers.getCustomerDomains', 1)
  const name = domains.domain.find(each => each.status === 'Active')
  await tour.ok('customers.updateCustomerDomain', name.id, { notes: 'Of the tour' })
  await tour.ok('customers.updateCustomerDomain', name.domainname, { notes: '' })
  const servers = ['ns1.tour.example', 'ns2.tour.example']
  await tour.ok('domains.setDomainNameservers', name.id, servers)
  const kept = await tour.ok('domains.getDomainNameservers', name.id)
  assert.deepEqual([kept.ns1, kept.ns2], servers)
  for (const [sent, word] of [[1, 'locked'], [0, 'unlocked']]) {
    await tour.ok('domains.setDomainLockStatus', name.id, sent)
    assert.equal((await tour.ok('domains.getDomainLockStatus', name.id)).lockstatus, word)
  }
}

async function support (tour, client) {
  const opened = await tour.ok('support.openTicket', client, 1, 'A tour', 'Where is it?', { priority: 'High' })
  await tour.ok('support.replyTicket', opened.id, 'There.', {})
  const asked = { clientid: client }
  await tour.ok('support.replyTicket', opened.id, 'Thank you!', asked)
  const ticket = await tour.ok('support.getTicket', opened.id)
  const said = ticket.replies.reply.map(reply => reply.message)
  assert.deepEqual(said.slice(-2), ['There.', 'Thank you!'])
  await tour.ok('support.updateTicket', { ticketid: opened.id, status: 'Closed' })
  const { tickets } = await tour.ok('support.getTickets', { clientid: client })
  assert.equal(tickets.ticket[0].status, 'Closed')
  await tour.ok('support.deleteTicket', opened.id)
  await tour.ok('utilities.getToDoItems', 'Pending', 0, 5)
  await tour.ok('utilities.getModuleQueue', 'service', 'sandbox', 'CreateAccount', '2020-01-01')
}

/** All of it stands in the address, the secret too. */
async function inAddress (endpoint, identifier, secret, client) {
  const api = new InAddress({ endpoint, identifier, secret, responsetype: 'json' })
  const found = await api.call('GetClientsDetails', { clientid: client })
  assert.equal(found.client.city, 'Cork')
  await assert.rejects(api.call('GetInvoice', { invoiceid: 99999999 }), { message: 'Invoice ID Not Found' })
  console.log('whmcs-api call')
}

async function main ([url, identifier, secret, username, password]) {
  const tour = new Tour(url, username, password)
  const client = await people(tour)
  const order = await ordering(tour, client)
  await billing(tour, client, order)
  const service = await hosting(tour, client)
  await domains(tour)
  await support(tour, client)
  await inAddress(url, identifier, secret, client)
  const left = 'WHMCS Error (200): Client Delete Failed: 1 active services and 0 active domains must be ended first'
  await tour.refused(left, 'customers.deleteCustomer', client)
  await tour.ok('customers.updateCustomerProduct', service, { status: 'Terminated' })
  await tour.ok('customers.deleteCustomer', client)
  tour.assertComplete()
  console.log(`${tour.seen.size + 1} methods`)
}

main(process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exitCode = 1
})
