// Services, their modules, addons, servers.

const assert = require('node:assert/strict')
const { only, like, day } = require('./tour.cjs')

async function servers (tour) {
  const servers = await tour.ok('Servers.getServers', { fetchStatus: false })
  assert.ok(Array.isArray(servers.servers), JSON.stringify(servers))
  const health = await tour.ok('Servers.getHealthStatus', { fetchStatus: true })
  assert.ok(health.checks, JSON.stringify(health))
}

async function read (tour, serviceid) {
  const found = await tour.ok('Clients.getClientsProducts', { serviceid, clientid: tour.client, limitstart: 0, limitnum: 1 })
  return only(found.products.product, 'services')
}

/** Made, given a password, suspended, brought back. */
async function live (tour) {
  const serviceid = tour.service
  assert.equal((await read(tour, serviceid)).status, 'Active', 'accepted, without running the module')
  await tour.ok('Services.moduleCreate', { serviceid })
  const service = await read(tour, serviceid)
  like(service, { status: 'Active', pid: tour.product, firstpaymentamount: '16.00', recurringamount: '20.00', billingcycle: 'Monthly' })
  await tour.ok('Services.moduleChangePw', { serviceid, servicepassword: 'battery staple' })
  assert.equal((await read(tour, serviceid)).password, 'battery staple')
  await tour.ok('Services.moduleSuspend', { serviceid, suspendreason: 'Tour' })
  like(await read(tour, serviceid), { status: 'Suspended', suspensionreason: 'Tour' })
  await tour.ok('Services.moduleUnsuspend', { serviceid })
  assert.equal((await read(tour, serviceid)).status, 'Active')
  await tour.refused('Service ID not found', 'Services.moduleSuspend', { serviceid: 99999999 })
  const custom = await tour.ask('Services.moduleCustom', { serviceid, func_name: 'reboot' })
  assert.ok(['success', 'error'].includes(custom.result) && (custom.message ?? 'x'), JSON.stringify(custom))
}

async function change (tour) {
  const serviceid = tour.service
  await tour.ok('Services.updateClientProduct', {
    serviceid, notes: 'By the tour', domain: `moved-${tour.nonce}.example`, nextduedate: day(31), overideautosuspend: true,
    overidesuspenduntil: day(60), dedicatedip: '192.0.2.44', diskusage: 512
  })
  like(await read(tour, serviceid), { notes: 'By the tour', domain: `moved-${tour.nonce}.example`, nextduedate: day(31), dedicatedip: '192.0.2.44' })
  await tour.ok('Services.moduleChangePackage', { serviceid })

  const { pid } = await tour.ok('Products.addProduct', {
    name: `Node XL ${tour.nonce}`, gid: 1, type: 'server', paytype: 'recurring', module: 'sandbox', 'pricing[1][monthly]': '40.00'
  })
  const upgrade = { serviceid, paymentmethod: 'banktransfer', type: 'product', newproductid: pid, newproductbillingcycle: 'monthly' }
  const price = await tour.ok('Services.upgradeProduct', { ...upgrade, calconly: true })
  like(price, { newproductname: `Node XL ${tour.nonce}` })
  assert.match(price.price, /^\$\d+\.\d\d/)
  const ordered = await tour.ok('Services.upgradeProduct', upgrade)
  assert.ok(Number(ordered.orderid) > 0 && Number(ordered.invoiceid) > 0, JSON.stringify(ordered))
  await tour.refused('Service ID Not Found', 'Services.upgradeProduct', { ...upgrade, serviceid: 99999999 })
}

/** The demo's addon, ordered with a product that offers it. */
async function addon (tour) {
  const { orderid, invoiceid, addonids } = await tour.ok('Orders.addOrder', {
    clientid: tour.client,
    paymentmethod: 'banktransfer',
    'pid[0]': 1,
    'billingcycle[0]': 'monthly',
    'domain[0]': `care-${tour.nonce}.example`,
    'addons[0]': 1,
    noemail: true
  })
  const id = Number(addonids)
  const found = await tour.ok('Clients.getClientsAddons', { clientid: tour.client })
  const row = only(found.addons.addon, 'addons')
  like(row, { id, orderid, addonid: 1, recurring: '10.00', status: 'Pending' })
  await tour.ok('Billing.addInvoicePayment', { invoiceid, transid: `addon-${tour.nonce}`, gateway: 'banktransfer', date: `${day()} 00:00:00` })
  await tour.ok('Addons.updateClientAddon', { id, notes: 'Weekly', recurring: '9.00', status: 'Active' })
  const again = await tour.ok('Clients.getClientsAddons', { serviceid: row.serviceid })
  like(only(again.addons.addon, 'addons'), { notes: 'Weekly', recurring: '9.00', status: 'Active' })
  await tour.refused('Nothing to Update', 'Addons.updateClientAddon', { id })
}

async function modules (tour) {
  const registrar = { moduleType: 'registrar', moduleName: 'sandbox' }
  const on = await tour.ask('Modules.activateModule', registrar)
  assert.ok(on.result === 'success' || on.message === 'Failed to activate: Module already active', on.message)
  const known = await tour.ok('Modules.getModuleConfigurationParameters', registrar)
  assert.ok(Array.isArray(known.parameters), JSON.stringify(known))
  await tour.ok('Modules.updateModuleConfiguration', registrar)
  await tour.refused('Invalid module name provided.', 'Modules.activateModule', { moduleType: 'registrar', moduleName: 'none' })
  const gateway = { moduleType: 'gateway', moduleName: 'mailin' }
  const isOn = async () => {
    const methods = await tour.ok('System.getPaymentMethods')
    return methods.paymentmethods.paymentmethod.some(row => row.module === 'mailin')
  }
  await tour.refused('Failed to activate: Module already active', 'Modules.activateModule', gateway)
  await tour.ok('Modules.deactivateModule', { ...gateway, newGateway: 'banktransfer' })
  assert.equal(await isOn(), false)
  await tour.ok('Modules.activateModule', gateway)
  assert.equal(await isOn(), true)
  const queue = await tour.ok('Modules.getModuleQueue', { serviceType: 'service' })
  assert.ok(Array.isArray(queue.queue), JSON.stringify(queue))
}

async function end (tour) {
  const serviceid = tour.service
  await tour.ok('Support.addCancelRequest', { serviceid, type: 'End of Billing Period', reason: 'The tour ends' })
  await tour.refused('Existing Cancellation Request Exists', 'Support.addCancelRequest', { serviceid, type: 'Immediate' })
  const requests = await tour.ok('Clients.getCancelledPackages', { limitstart: 0, limitnum: 100 })
  const mine = requests.packages.package.filter(row => Number(row.relid) === serviceid)
  like(only(mine, 'requests'), { reason: 'The tour ends', type: 'End of Billing Period' })
  await tour.ok('Services.moduleTerminate', { serviceid })
  // Whose end was asked for was cancelled, not terminated by us.
  assert.equal((await read(tour, serviceid)).status, 'Cancelled')
}

module.exports = [live, change, addon, modules, end, servers]
