// Clients, their contacts, affiliates, sign-in.

const assert = require('node:assert/strict')
const { only, like } = require('./tour.cjs')

const PASSWORD = 'correct horse'

async function join (tour) {
  tour.email = `ana-${tour.nonce}@tour.example`
  const person = {
    firstname: 'Ana',
    lastname: 'Böhm & "Co"',
    companyname: 'Tour',
    email: tour.email,
    address1: '1 Quay',
    city: 'Cork',
    state: 'Cork',
    postcode: 'T12',
    country: 'IE',
    phonenumber: '21 555 0100',
    password2: PASSWORD,
    currency: 1,
    noemail: true,
    marketingoptin: true
  }
  const added = await tour.ok('Clients.addClient', person)
  assert.equal(typeof added.clientid, 'number')
  tour.client = added.clientid
  await tour.refused('A user already exists with that email address', 'Clients.addClient', person)
}

async function groups (tour) {
  await tour.ok('Clients.getClientGroups')
  await tour.ok('Affiliates.affiliateActivate', { userid: tour.client })
  const affiliates = await tour.ok('Affiliates.getAffiliates', { userid: tour.client, limitnum: 5 })
  like(only(affiliates.affiliates.affiliate, 'affiliates'), { clientid: tour.client, visitors: 0 })
}

async function details (tour) {
  const found = await tour.ok('Clients.getClients', { search: tour.email, limitstart: 0, limitnum: 5, sorting: 'DESC' })
  like(only(found.clients.client, 'clients'), { id: tour.client, email: tour.email, status: 'Active' })
  await tour.ok('Clients.updateClient', { clientid: tour.client, city: 'Bergen', notes: 'By the tour' })
  const details = await tour.ok('Clients.getClientsDetails', { clientid: tour.client, stats: true })
  like(details.client, { city: 'Bergen', lastname: 'Böhm & "Co"', notes: 'By the tour', currency: 1 })
  like(details, { city: 'Bergen', email: tour.email })
  assert.equal(typeof details.client.phonecc, 'number')
  assert.ok(details.stats, 'statistics were asked for')
  const byMail = await tour.ok('Clients.getClientsDetails', { email: tour.email, stats: false })
  assert.equal(byMail.stats, undefined)
  await tour.refused('Client Not Found', 'Clients.getClientsDetails', { clientid: 99999999 })
}

async function contacts (tour) {
  const contact = { clientid: tour.client, firstname: 'Bo', lastname: 'Böhm', email: `bo-${tour.nonce}@tour.example` }
  const { contactid } = await tour.ok('Clients.addContact', contact)
  await tour.ok('Clients.updateContact', { contactid, city: 'Oslo', country: 'NO' })
  const found = await tour.ok('Clients.getContacts', { userid: tour.client, limitstart: 0, limitnum: 10 })
  like(only(found.contacts.contact, 'contacts'), { id: contactid, firstname: 'Bo', city: 'Oslo', email: contact.email })
  await tour.ok('Clients.deleteContact', { contactid })
  const left = await tour.ok('Clients.getContacts', { userid: tour.client })
  assert.equal(Number(left.totalresults), 0)
  await tour.refused('Contact ID Not Found', 'Clients.deleteContact', { contactid })
}

async function signIn (tour) {
  const login = await tour.ok('Authentication.validateLogin', { email: tour.email, password2: PASSWORD })
  assert.equal(typeof login.userid, 'number')
  assert.ok(login.passwordhash)
  await tour.refused('Email or Password Invalid', 'Authentication.validateLogin', { email: tour.email, password2: 'wrong' })
  const kept = await tour.ok('Clients.getClientPassword', { userid: tour.client })
  assert.ok(kept.password && !kept.password.includes(PASSWORD), 'a password that cannot be read')
  await tour.ok('Clients.resetPassword', { email: tour.email })
  await tour.refused('Please enter the email address or provide the id', 'Clients.resetPassword', {})
}

async function credentials (tour) {
  const wanted = { grantType: 'authorization_code', scope: 'openid profile email', name: `Tour ${tour.nonce}`, redirectUri: 'https://tour.example/back' }
  const made = await tour.ok('Authentication.createOAuthCredential', wanted)
  assert.ok(made.clientIdentifier && made.clientSecret)
  const mine = async () => {
    const list = await tour.ok('Authentication.listOAuthCredentials', { sortField: 'id', sortOrder: 'ASC', limit: 100 })
    return list.clients.filter(row => row.credentialId === made.credentialId)
  }
  like(only(await mine(), 'credentials'), { name: wanted.name, clientIdentifier: made.clientIdentifier })
  const updated = await tour.ok('Authentication.updateOAuthCredential', { credentialId: made.credentialId, description: 'Again', resetSecret: true })
  assert.ok(updated.newClientSecret && updated.newClientSecret !== made.clientSecret)
  await tour.ok('Authentication.deleteOAuthCredential', { credentialId: made.credentialId })
  assert.deepEqual(await mine(), [])
  await tour.refused('Invalid Credential ID provided.', 'Authentication.deleteOAuthCredential', { credentialId: made.credentialId })
}

module.exports = [join, details, contacts, signIn, credentials, groups]
