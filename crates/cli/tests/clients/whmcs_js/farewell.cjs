// Ends the client of the tour, after everything else.

const assert = require('node:assert/strict')

async function close (tour) {
  const emails = await tour.ok('Clients.getEmails', { clientid: tour.client, limitstart: 0, limitnum: 50 })
  assert.ok(Number(emails.totalresults) > 0, 'somebody wrote to the client')
  await tour.ok('Clients.closeClient', { clientid: tour.client })
  const closed = await tour.ok('Clients.getClientsDetails', { clientid: tour.client })
  assert.equal(closed.client.status, 'Closed')
}

async function erase (tour) {
  const { clientid } = await tour.call('AddClient', {
    firstname: 'Uma', lastname: 'Brief', email: `uma-${tour.nonce}@tour.example`, address1: '1 Quay', city: 'Cork',
    state: 'Cork', postcode: 'T12', country: 'IE', phonenumber: '21 555 0101', password2: 'correct horse', noemail: true
  })
  await tour.ok('Clients.deleteClient', { clientid, deleteusers: true, deletetransactions: true })
  await tour.refused('Client Not Found', 'Clients.getClientsDetails', { clientid })
}

module.exports = [close, erase]
