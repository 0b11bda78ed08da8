// Domain names at the sandbox registrar.

const assert = require('node:assert/strict')
const { only, like, day } = require('./tour.cjs')

async function prices (tour) {
  await tour.call('CreateOrUpdateTLD', {
    extension: '.org', currency_code: 'USD', auto_registrar: 'sandbox', id_protection: true, epp_required: true,
    'register[1]': '11.00', 'renew[1]': '12.00', 'transfer[1]': '10.00'
  })
  const prices = await tour.ok('Domains.getTLDPricing', { currencyid: 1 })
  like(prices.pricing.org.register, { 1: '11.00' })
  like(prices.currency, { code: 'USD' })
}

async function register (tour) {
  const domain = `node-${tour.nonce}.org`
  const whois = await tour.ok('Domains.domainWhois', { domain })
  assert.equal(whois.status, 'available')
  tour.domain = await order(tour, domain, 'register')
  await tour.ok('Domains.domainRegister', { domainid: tour.domain })
  const taken = await tour.ok('Domains.domainWhois', { domain })
  assert.equal(taken.status, 'unavailable')
}

async function renew (tour) {
  await tour.ok('Domains.domainRenew', { domainid: tour.domain, regperiod: 1 })
  await tour.ok('Domains.domainRequestEPP', { domainid: tour.domain })
}

async function move (tour) {
  const moving = await order(tour, `moving-${tour.nonce}.org`, 'transfer')
  await tour.ok('Domains.domainTransfer', { domainid: moving, eppcode: 'abc' })
  const found = await tour.ok('Clients.getClientsDomains', { domainid: moving })
  like(only(found.domains.domain, 'domains'), { regtype: 'Transfer', status: 'Pending Transfer' })
  const release = await tour.ask('Domains.domainRelease', { domainid: tour.domain, newtag: 'OTHER' })
  assert.ok(release.result === 'success' || release.message, JSON.stringify(release))
  await tour.refused('Domain ID Not Found', 'Domains.domainGetNameservers', { domainid: 99999999 })
}

async function order (tour, domain, kind) {
  const placed = await tour.ok('Orders.addOrder', {
    clientid: tour.client,
    paymentmethod: 'banktransfer',
    'domain[0]': domain,
    'domaintype[0]': kind,
    'regperiod[0]': 1,
    'eppcode[0]': kind === 'transfer' ? 'abc' : '',
    nameserver1: 'ns1.tour.example',
    nameserver2: 'ns2.tour.example',
    noemail: true
  })
  const found = await tour.ok('Clients.getClientsDomains', { clientid: tour.client, domain })
  const row = only(found.domains.domain, 'domains')
  like(row, { id: placed.domainids, status: 'Pending', regperiod: 1 })
  return Number(row.id)
}

async function settings (tour) {
  const domainid = tour.domain
  await tour.ok('Domains.domainUpdateNameservers', { domainid, ns1: 'ns1.tour.example', ns2: 'ns3.tour.example' })
  like(await tour.ok('Domains.domainGetNameservers', { domainid }), { ns1: 'ns1.tour.example', ns2: 'ns3.tour.example' })
  for (const [lockstatus, shown] of [[1, 'locked'], [0, 'unlocked']]) {
    await tour.ok('Domains.domainUpdateLockingStatus', { domainid, lockstatus })
    assert.equal((await tour.ok('Domains.domainGetLockingStatus', { domainid })).lockstatus, shown)
  }
  await tour.ok('Domains.domainToggleIdProtect', { domainid, idprotect: true })
  const xml = '<contactdetails><Registrant><First_Name>Ana</First_Name><Last_Name>Böhm</Last_Name><City>Bergen</City>' +
    '<Email>ana@tour.example</Email></Registrant></contactdetails>'
  await tour.ok('Domains.domainUpdateWhoisInfo', { domainid, xml })
  const shown = await tour.ok('Domains.domainGetWhoisInfo', { domainid })
  const registrant = typeof shown.Registrant === 'string' ? JSON.parse(shown.Registrant) : shown.Registrant
  assert.match(JSON.stringify(registrant), /Bergen/)
}

async function record (tour) {
  const domainid = tour.domain
  await tour.ok('Domains.updateClientDomain', { domainid, notes: 'By the tour', donotrenew: true, recurringamount: '12.50', expirydate: day(400) })
  const found = await tour.ok('Clients.getClientsDomains', { domainid })
  like(only(found.domains.domain, 'domains'), { notes: 'By the tour', donotrenew: 1, recurringamount: '12.50', expirydate: day(400), status: 'Active' })
}

module.exports = [prices, register, settings, renew, record, move]
