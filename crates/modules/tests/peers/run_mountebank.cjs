// mountebank, a program that makes, changes and takes away servers on request, over a REST interface
// of its own: on a free port of loopback, which is printed. Ends when its input does.
const net = require('node:net');
const mountebank = require('mountebank');

async function main(port) {
  await mountebank.create({
    port,
    host: '127.0.0.1',
    ipWhitelist: ['127.0.0.1'],
    // Protocols of one's own, of which there are none.
    protofile: 'none.json',
    log: { level: 'error', transports: { console: { colorize: false, format: '%message' } } },
  });
  process.stdout.write(`${port}\n`);
}

const free = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = free.address();
  free.close(() => main(port).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }));
});
// Nobody reads on once the port is known; what it logs is no reason to end.
process.stdout.on('error', () => {});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
