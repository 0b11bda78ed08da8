// Settings, logs, mail, staff.

const assert = require('node:assert/strict')
const { only, like, php } = require('./tour.cjs')

async function settings (tour) {
  like(await tour.ok('System.getConfigurationValue', { setting: 'CompanyName' }), { setting: 'CompanyName', value: 'Northlight Hosting' })
  await tour.refused('Invalid name for parameter setting', 'System.getConfigurationValue', { setting: 'NoSuchSetting' })
  await tour.refused('API Command Restricted to Internal API', 'System.setConfigurationValue', { setting: 'CompanyName', value: 'Mine' })
  like(await tour.ok('System.getConfigurationValue', { setting: 'CompanyName' }), { value: 'Northlight Hosting' })
  const currencies = await tour.ok('System.getCurrencies')
  assert.deepEqual(currencies.currencies.currency.map(row => row.code), ['USD', 'EUR', 'GBP'])
  const methods = await tour.ok('System.getPaymentMethods')
  assert.ok(methods.paymentmethods.paymentmethod.some(row => row.module === 'sandboxcard'))
  const sealed = await tour.ok('System.encryptPassword', { password2: 'tréfoil' })
  assert.notEqual(sealed.password, 'tréfoil')
  like(await tour.ok('System.decryptPassword', { password2: sealed.password }), { password: 'tréfoil' })
}

async function logs (tour) {
  const description = `Written by the tour ${tour.nonce}`
  await tour.ok('System.logActivity', { clientid: tour.client, userid: tour.client, description })
  const log = await tour.ok('System.getActivityLog', { description, limitstart: 0, limitnum: 10 })
  like(only(log.activity.entry, 'entries'), { description })
  const automation = await tour.ok('System.getAutomationLog', { startdate: '2026-01-01', enddate: '2026-01-02' })
  assert.ok(automation.currentDatetime, JSON.stringify(automation))
  const ban = await tour.ok('System.addBannedIp', { ip: '192.0.2.66', reason: 'Tour', days: 1 })
  assert.ok(Number(ban.banid) > 0)
  const stats = await tour.ok('System.getStats', { timeline_days: 7 })
  assert.match(stats.income_thismonth, /^\$[\d,]+\.\d\d$/)
  for (const key of ['orders_pending', 'tickets_allactive', 'quotes_valid']) assert.ok(Number.isInteger(stats[key]), key)
}

async function mail (tour) {
  const templates = await tour.ok('System.getEmailTemplates', { type: 'invoice' })
  assert.ok(templates.emailtemplates.emailtemplate.length > 0)
  const vars = php({ flavour: 'mint' })
  await tour.ok('System.sendEmail', { customtype: 'general', customsubject: `Tea ${tour.nonce}`, custommessage: 'We have {$flavour}', customvars: vars, id: tour.client })
  const sent = await tour.ok('Clients.getEmails', { clientid: tour.client, subject: `Tea ${tour.nonce}` })
  const email = only(sent.emails.email, 'e-mails')
  assert.match(email.message, /We have mint/)
  await tour.refused('A related ID is required', 'System.sendEmail', { customtype: 'general', customsubject: 'x', custommessage: 'y' })
  await tour.ok('System.sendAdminEmail', { customsubject: 'Hello', custommessage: '<b>Team</b>', type: 'system' })
  await tour.ok('System.triggerNotificationEvent', { notification_identifier: 'tour', title: 'Tour', message: 'On its way', url: 'https://tour.example/', status: 'ok', statusStyle: 'success' })
  await tour.refused('API Notification Events require a title to be provided.', 'System.triggerNotificationEvent', { notification_identifier: 'tour', message: 'x' })
}

async function staff (tour) {
  await tour.ok('System.updateAdminNotes', { notes: `Notes ${tour.nonce}` })
  const me = await tour.ok('System.getAdminDetails')
  like(me, { name: 'Ada Northlight', notes: `Notes ${tour.nonce}` })
  const users = await tour.ask('System.getAdminUsers', { email: 'admin', include_disabled: true })
  like(only(users.admin_users, 'staff'), { username: 'admin', id: me.adminid, isDisabled: 0 })
  assert.ok(Array.isArray((await tour.ok('System.getStaffOnline')).staffonline.staff))
  const statuses = await tour.ok('System.getToDoItemStatuses')
  const titles = statuses.todoitemstatuses.status.map(row => row.type)
  assert.ok(titles.includes('New') && titles.includes('Completed'), titles.join())
  const items = await tour.ok('System.getToDoItems', { limitstart: 0, limitnum: 5, status: 'Incomplete' })
  assert.equal(typeof Number(items.totalresults), 'number')
  const first = items.items?.item?.[0]
  const update = { itemid: first?.id ?? 99999999, adminid: me.adminid, status: 'Completed' }
  const updated = await tour.ask('System.updateToDoItem', update)
  assert.equal(updated.result, first ? 'success' : 'error', JSON.stringify(updated))
}

module.exports = [settings, logs, mail, staff]
