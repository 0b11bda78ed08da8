// A certified OpenID Connect provider (npm oidc-provider) on loopback. Prints its port.
// Arguments: port (0 for any), where people are sent back to, name of the keys.
'use strict';
const crypto = require('node:crypto');
const http = require('node:http');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const [port, back, keys] = process.argv.slice(2);

// Node 20 hung in here about once in a hundred starts. The halves of a pair share a lock, which is
// probably why: so the private half is taken alone, by way of text.
function pair(kind, options, alg) {
  const { privateKey: pem } = crypto.generateKeyPairSync(kind, {
    ...options,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const privateKey = crypto.createPrivateKey(pem);
  return { ...privateKey.export({ format: 'jwk' }), kid: `${keys}-${alg}`, alg, use: 'sig' };
}

function client(client_id, alg, more) {
  return {
    client_id,
    client_secret: 's3cret: with + and %',
    redirect_uris: [back],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: alg,
    ...more,
  };
}

// Whose name begins with "un" has an address that nobody has proven.
async function findAccount(_, id) {
  const claims = {
    sub: id,
    email: `${id}@example.com`,
    email_verified: !id.startsWith('un'),
    given_name: id.charAt(0).toUpperCase() + id.slice(1),
    family_name: 'Doe',
  };
  return { accountId: id, claims: async () => claims };
}

// Nobody reads what it has to say after its port.
console.log = console.info = console.warn = () => {};

async function main() {
  const folder = process.env.NODE_PATH.split(path.delimiter)[0];
  const { default: Provider } = await import(
    pathToFileURL(path.join(folder, 'oidc-provider/lib/index.js')).href
  );
  const server = http.createServer();
  await new Promise((ready) => server.listen(Number(port), '127.0.0.1', ready));
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: [
      client('rs', 'RS256'),
      client('ps', 'PS256', { token_endpoint_auth_method: 'client_secret_post' }),
      client('es', 'ES256'),
      client('ed', 'EdDSA'),
      { ...client('open', 'RS256', { token_endpoint_auth_method: 'none' }), client_secret: undefined },
    ],
    jwks: {
      keys: [
        pair('rsa', { modulusLength: 2048 }, 'RS256'),
        pair('rsa', { modulusLength: 2048 }, 'PS256'),
        pair('ec', { namedCurve: 'P-256' }, 'ES256'),
        pair('ed25519', {}, 'EdDSA'),
      ],
    },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'] },
    cookies: { keys: ['of this test'] },
    claims: { email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
    pkce: { required: () => true },
    findAccount,
  });
  server.on('request', provider.callback());
  process.stdout.write(`${server.address().port}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
