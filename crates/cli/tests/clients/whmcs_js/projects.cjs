// Projects, their messages, tasks and timers.

const assert = require('node:assert/strict')
const { only, like, day } = require('./tour.cjs')

async function create (tour) {
  const { adminid } = await tour.ok('System.getAdminDetails')
  const project = { title: `Move ${tour.nonce}`, adminid, userid: tour.client, duedate: day(20), created: day() }
  const { projectid } = await tour.ok('ProjectManagement.createProject', project)
  await tour.refused('Project Title is Required.', 'ProjectManagement.createProject', { title: '', adminid })
  const found = await tour.ok('ProjectManagement.getProjects', { title: project.title, limitstart: 0, limitnum: 5 })
  like(only(found.projects, 'projects'), { id: projectid, userid: tour.client, duedate: day(20) })
  tour.project = Number(projectid)
  tour.admin = adminid
}

async function change (tour) {
  const project = { projectid: tour.project, adminid: tour.admin }
  like(await tour.ok('ProjectManagement.addProjectMessage', { ...project, message: 'Begin' }), { message: 'Message has been added' })
  like(await tour.ok('ProjectManagement.updateProject', { ...project, title: 'Moved', completed: 1, notes: 'Done' }), { message: 'Project Has Been Updated' })
  like((await read(tour, tour.project)).projectinfo, { title: 'Moved', completed: 1 })
  await tour.refused('Project ID Not Found', 'ProjectManagement.getProject', { projectid: 99999999 })
}

/** Documented without a `result`. */
async function read (tour, projectid) {
  const whole = await tour.ask('ProjectManagement.getProject', { projectid })
  assert.ok(whole.projectinfo, JSON.stringify(whole))
  return whole
}

async function tasks (tour) {
  const [projectid, adminid] = [tour.project, tour.admin]
  await tour.ok('ProjectManagement.addProjectTask', { projectid, duedate: day(5), task: 'Pack', adminid, notes: 'Boxes' })
  const task = only((await read(tour, projectid)).tasks.task, 'tasks')
  like(task, { task: 'Pack', duedate: day(5), completed: 0 })
  const taskid = Number(task.id)
  await tour.ok('ProjectManagement.updateProjectTask', { taskid, projectid, task: 'Pack all', completed: true, adminid, duedate: day(6) })
  like(only((await read(tour, projectid)).tasks.task, 'tasks'), { task: 'Pack all', completed: 1, duedate: day(6) })

  const timer = await tour.ask('ProjectManagement.startTaskTimer', { timerid: taskid, projectid, adminid })
  like(timer, { result: 'success', message: 'Start Timer Has Been Set' })
  const running = only((await read(tour, projectid)).tasks.task[0].timelogs.timelog, 'timers')
  like(await tour.ok('ProjectManagement.endTaskTimer', { timerid: running.id, projectid, adminid }), { message: 'Timer Has Ended' })
  await tour.ok('ProjectManagement.deleteProjectTask', { projectid, taskid })
  await tour.refused('Task ID Not Found', 'ProjectManagement.deleteProjectTask', { projectid, taskid })
}

module.exports = [create, tasks, change]
