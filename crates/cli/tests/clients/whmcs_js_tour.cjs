// Calls every method of the Node client whmcs-js against a running server and looks at the answers.
//
// Usage: node whmcs_js_tour.cjs URL IDENTIFIER SECRET, with NODE_PATH naming the folder that holds
// whmcs-js. Prints one line per method; any surprise ends it.

const { Tour } = require('./whmcs_js/tour.cjs')

const STOPS = ['people', 'ordering', 'billing', 'hosting', 'domains', 'support', 'system', 'projects', 'farewell']

async function main ([url, identifier, secret]) {
  const tour = new Tour(url, identifier, secret)
  for (const stop of STOPS) {
    for (const step of require(`./whmcs_js/${stop}.cjs`)) {
      // Later steps may still tell something: all surprises are shown, any of them is a failure.
      await step(tour).catch(failed)
    }
  }
  tour.assertComplete()
}

function failed (error) {
  console.error(error)
  process.exitCode = 1
}

main(process.argv.slice(2)).catch(failed)
