// The official client of the Model Context Protocol at our door: over HTTP, and over pipes.
// Arguments: a JSON object with url, authorization, or command and arguments; and what to do.
const assert = require('node:assert');
const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport } = require('@modelcontextprotocol/sdk/client/stdio.js');
const { StreamableHTTPClientTransport } =
  require('@modelcontextprotocol/sdk/client/streamableHttp.js');
const Ajv = require('ajv/dist/2020.js').default;
const addFormats = require('ajv-formats').default;

const task = JSON.parse(process.argv[2]);

function transport() {
  if (task.command) {
    return new StdioClientTransport({ command: task.command, args: task.arguments, env: task.env });
  }
  const headers = { Authorization: task.authorization };
  return new StreamableHTTPClientTransport(new URL(task.url), { requestInit: { headers } });
}

async function allTools(client) {
  const tools = [];
  let cursor;
  do {
    const page = await client.listTools({ cursor });
    tools.push(...page.tools);
    cursor = page.nextCursor;
  } while (cursor);
  return tools;
}

async function main() {
  const client = new Client({ name: 'tour', version: '1.0.0' });
  await client.connect(transport());
  assert.equal(client.getServerVersion().name, 'hostler');
  assert.match(client.getInstructions(), /dry_run/);
  await client.ping();

  const tools = await allTools(client);
  const ajv = addFormats(new Ajv({ strict: false }));
  const checks = new Map(tools.map((tool) => [tool.name, ajv.compile(tool.inputSchema)]));
  const call = async (name, args, strange) => {
    if (checks.has(name)) {
      assert.equal(checks.get(name)(args), !strange, `${name}: ${JSON.stringify(checks.get(name).errors)}`);
    }
    return client.callTool({ name, arguments: args });
  };
  for (const [name, args, expected] of task.calls) {
    let said;
    try {
      said = await call(name, args, expected.strange);
    } catch (error) {
      said = { error: error.message };
    }
    const text = JSON.stringify(said.structuredContent ?? said);
    const found = { failed: said.error !== undefined || said.isError === true, text };
    assert.equal(found.failed, expected.failed ?? false, `${name}: ${text}`);
    for (const part of expected.says ?? []) assert(text.includes(part), `${name}: ${text}`);
    for (const part of expected.saysNot ?? []) assert(!text.includes(part), `${name}: ${text}`);
  }
  await client.close();
  console.log(JSON.stringify({ tools: tools.map((tool) => tool.name), calls: task.calls.length }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
