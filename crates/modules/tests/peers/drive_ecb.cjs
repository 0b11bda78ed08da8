// Reads a feed of exchange rates with the library of others: PORT, at which the bank's file is.
// Prints the day and the rates.

const { fetch: read } = require('ecb-euro-exchange-rates')

const [port] = process.argv.slice(2)
const real = global.fetch
global.fetch = url => real(`http://127.0.0.1:${port}${new URL(url).pathname}`)
read().then(found => console.log(JSON.stringify(found)))
