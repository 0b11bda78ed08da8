// The client itself, watched: what was called, and whether the answer is the expected kind.

const assert = require('node:assert/strict')
const clients = require('whmcs-js')

class Tour {
  constructor (serverUrl, identifier, secret) {
    this.nonce = Date.now().toString(36)
    this.seen = new Set()
    this.clients = {}
    for (const [name, Client] of Object.entries(clients)) {
      this.clients[name] = new Client({ serverUrl, identifier, secret })
    }
  }

  /** Calls `Module.method` and gives the answer, whatever it says. */
  async ask (name, options = {}) {
    const [module, method] = name.split('.')
    const answer = await this.clients[module][method](options)
    if (!this.seen.has(name)) console.log(`whmcs-js ${name}`)
    this.seen.add(name)
    return answer
  }

  /** Calls a method that must succeed. */
  async ok (name, options) {
    return succeeded(await this.ask(name, options), name, options)
  }

  /** Calls a method that must be refused with exactly these words. */
  async refused (expected, name, options) {
    const answer = await this.ask(name, options)
    assert.deepEqual(answer, { result: 'error', message: expected }, `${name} ${JSON.stringify(options)}`)
  }

  /** Calls an action that the client has no method for. */
  async call (action, options = {}) {
    return succeeded(await this.clients.System.callApi({ action, ...options }), action, options)
  }

  assertComplete () {
    const missing = []
    for (const [name, Client] of Object.entries(clients)) {
      for (const method of Object.getOwnPropertyNames(Client.prototype)) {
        if (method !== 'constructor' && !this.seen.has(`${name}.${method}`)) missing.push(`${name}.${method}`)
      }
    }
    assert.deepEqual(missing, [], 'methods not called')
    console.log(`${this.seen.size} methods`)
  }
}

function succeeded (answer, name, options) {
  const said = answer.result ?? answer.status
  assert.equal(said, 'success', `${name} ${JSON.stringify(options)}: ${JSON.stringify(answer)}`)
  return answer
}

/** The only row of a list. */
function only (rows, what) {
  assert.equal(rows?.length, 1, `number of ${what}: ${JSON.stringify(rows)}`)
  return rows[0]
}

/** Compares the named fields of a row, numbers and their texts alike. */
function like (row, expected, what = '') {
  const found = Object.fromEntries(Object.keys(expected).map(key => [key, String(row[key])]))
  const wanted = Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, String(value)]))
  assert.deepEqual(found, wanted, what)
}

/** As PHP's base64_encode(serialize($value)), which the protocol wants in some places. */
function php (value) {
  return Buffer.from(serialized(value)).toString('base64')
}

function serialized (value) {
  if (typeof value === 'number') return Number.isInteger(value) ? `i:${value};` : `d:${value};`
  if (typeof value === 'boolean') return `b:${value ? 1 : 0};`
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`
  const rows = Array.isArray(value) ? value.map((row, index) => [index, row]) : Object.entries(value)
  const body = rows.map(([key, row]) => {
    const name = /^\d+$/.test(String(key)) ? Number(key) : key
    return serialized(name) + serialized(row)
  })
  return `a:${rows.length}:{${body.join('')}}`
}

/** A day from today on, as `2026-01-31`. */
function day (offset = 0) {
  return new Date(Date.now() + offset * 86400000).toISOString().slice(0, 10)
}

module.exports = { Tour, only, like, php, day }
