// Tickets, announcements, notes.

const assert = require('node:assert/strict')
const { only, like } = require('./tour.cjs')

async function clientNote (tour) {
  const note = await tour.ok('Support.addClientNote', { userid: tour.client, notes: 'Likes tea', sticky: true })
  assert.ok(Number(note.noteid) > 0)
  await tour.refused('Client ID not found', 'Support.addClientNote', { userid: 99999999, notes: 'x' })
}

async function erase (tour) {
  const ticketid = tour.ticket.id
  await tour.ok('Support.deleteTicket', { ticketid })
  await tour.refused('Ticket ID not found', 'Support.deleteTicket', { ticketid })
}

async function open (tour) {
  const attachments = Buffer.from(JSON.stringify([{ name: 'log.txt', data: Buffer.from('line').toString('base64') }])).toString('base64')
  const opened = await tour.ok('Support.openTicket', {
    deptid: 1,
    subject: `Node ${tour.nonce}`,
    message: 'It **fails**\r\nevery day',
    clientid: tour.client,
    priority: 'Medium',
    markdown: true,
    attachments
  })
  assert.ok(opened.tid && opened.c)
  await tour.refused('Name and email address are required if not a client', 'Support.openTicket', { deptid: 1, subject: 'x', message: 'y' })
  const found = await tour.ok('Tickets.getTickets', { clientid: tour.client, deptid: 1, status: 'Open', subject: tour.nonce, limitstart: 0, limitnum: 5, ignore_dept_assignments: true })
  like(only(found.tickets.ticket, 'tickets'), { id: opened.id, tid: opened.tid, status: 'Open', userid: tour.client })
  const file = await tour.call('GetTicketAttachment', { relatedid: opened.id, type: 'ticket', index: 0 })
  like(file, { filename: 'log.txt', data: Buffer.from('line').toString('base64') })
  tour.ticket = opened
}

async function answer (tour) {
  const { id: ticketid, tid } = tour.ticket
  await tour.ok('Support.addTicketReply', { ticketid, message: 'Look again', adminusername: 'admin', status: 'Answered', noemail: true })
  await tour.ok('Support.addTicketReply', { ticketid, message: 'It works', clientid: tour.client })
  const ticket = await tour.ok('Tickets.getTicket', { ticketnum: tid, repliessort: 'ASC' })
  const replies = ticket.replies.reply
  assert.deepEqual(replies.map(row => row.message), ['It **fails**\r\nevery day', 'Look again', 'It works'])
  assert.equal(String(replies[0].replyid), '0')
  await tour.ok('Support.updateTicketReply', { replyid: replies[2].replyid, message: 'It works now' })
  const again = await tour.ok('Tickets.getTicket', { ticketid, repliessort: 'DESC' })
  assert.equal(again.replies.reply[0].message, 'It works now')
  const updated = await tour.ok('Support.updateTicket', { ticketid, priority: 'High', status: 'In Progress', subject: 'Node again' })
  assert.equal(String(updated.ticketid), String(ticketid))
  like(await tour.ok('Tickets.getTicket', { ticketid }), { priority: 'High', status: 'In Progress', subject: 'Node again', userid: tour.client })
}

async function notes (tour) {
  const ticketid = tour.ticket.id
  await tour.ok('Support.addTicketNote', { ticketid, message: 'Ask Bo', markdown: false })
  const found = await tour.ok('Tickets.getTicketNotes', { ticketid })
  const note = only(found.notes.note, 'notes')
  assert.equal(note.message, 'Ask Bo')
  await tour.ok('Support.deleteTicketNote', { noteid: note.id ?? note.noteid })
  assert.equal(Number((await tour.ok('Tickets.getTicketNotes', { ticketid })).totalresults), 0)
}

async function lists (tour) {
  const departments = await tour.ok('Tickets.getSupportDepartments', { ignore_dept_assignments: true })
  assert.ok(departments.departments.department.some(row => row.id === '1'), JSON.stringify(departments))
  const statuses = await tour.ok('Tickets.getSupportStatuses', { deptid: 1 })
  const titles = statuses.statuses.status.map(row => row.title)
  for (const title of ['Open', 'Answered', 'Customer-Reply', 'In Progress', 'Closed']) assert.ok(titles.includes(title), title)
  const counts = await tour.ok('Tickets.getTicketCounts', { ignoreDepartmentAssignments: true, includeCountsByStatus: true })
  assert.ok(counts.allActive >= 1 && counts.status.inprogress.count >= 1, JSON.stringify(counts))
  assert.ok(await tour.ok('Tickets.getTicketPredefinedCats'))
  assert.ok(await tour.ok('Tickets.getTicketPredefinedReplies', { catid: 1 }))
}

async function announcements (tour) {
  const text = { date: '2026-01-02 03:04:05', title: `Node ${tour.nonce}`, announcement: '<p>Hello</p>', published: true }
  // The client misspells the action, which no server knows.
  await tour.refused('Command Not Found', 'Support.addAnouncement', text)
  const { announcementid } = await tour.call('AddAnnouncement', text)
  const mine = async () => {
    const list = await tour.ok('Support.getAnnouncements', { limitstart: 0, limitnum: 100 })
    return (list.announcements.announcement ?? []).filter(row => String(row.id) === String(announcementid))
  }
  like(only(await mine(), 'announcements'), { title: text.title, date: text.date })
  await tour.ok('System.updateAnnouncement', { announcementid, title: 'Changed' })
  like(only(await mine(), 'announcements'), { title: 'Changed', announcement: text.announcement })
  await tour.ok('Support.deleteAnnouncement', { announcementid })
  assert.deepEqual(await mine(), [])
}

module.exports = [open, answer, notes, lists, announcements, clientNote, erase]
