// Generates a TypeScript client from the description of a running server, has the compiler look at
// it and at the tour that uses it, and runs the tour.
// Usage: build.cjs BASE_URL FOLDER, with the packages in NODE_PATH.

'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const [base, folder] = process.argv.slice(2);
const modules = process.env.NODE_PATH;
const run = (script, ...rest) =>
  execFileSync(process.execPath, [path.join(modules, script), ...rest], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

(async () => {
  const answer = await fetch(`${base}/openapi.json`);
  fs.writeFileSync(path.join(folder, 'openapi.json'), await answer.text());
  // What has a default may be left out of a request.
  const flags = ['--default-non-nullable', 'false', '--output', 'schema.d.ts'];
  run('openapi-typescript/bin/cli.js', 'openapi.json', ...flags);
  fs.copyFileSync(path.join(__dirname, 'tour.ts'), path.join(folder, 'tour.ts'));
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  fs.symlinkSync(modules, path.join(folder, 'node_modules'), 'dir');
  const options = {
    strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true,
    target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', skipLibCheck: true,
    types: ['node'],
  };
  const config = { compilerOptions: options, files: ['tour.ts'] };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  run('typescript/bin/tsc', '--project', 'tsconfig.json');
  execFileSync(process.execPath, ['tour.js', base], { cwd: folder, stdio: 'inherit' });
})().catch((error) => {
  const said = [error.stdout, error.stderr].filter(Boolean).map(String).join('\n');
  console.error(said || error);
  process.exit(1);
});
