/**
 * The wasm build and the native command line give the same analysis of every article in `tests/corpus/`.
 *
 *     node tests/wasm/same.mjs                               after `cargo xtask build`
 *     node tests/wasm/same.mjs --dist DIR TEXTS ANALYSES     another build; {"id","text"} lines and their reference
 *
 * Numbers may differ by 1e-5 (one side prints f32, the other widens it to f64); all else must be equal, null is not undefined.
 * The class `Engine` of `dist/demo/pkg/standfirst.js` is all it uses: no browser, no network.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const TOLERANCE = 1e-5;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything in which `wasm` differs from `native`, as `path: native value, wasm value`. */
function* differences(native, wasm, path = '') {
  if (typeof native === 'number' && typeof wasm === 'number') {
    if (!(Math.abs(native - wasm) <= TOLERANCE)) yield { path, native, wasm };
  } else if (isObject(native) && isObject(wasm) && Array.isArray(native) === Array.isArray(wasm)) {
    for (const key of new Set([...Object.keys(native), ...Object.keys(wasm)])) {
      const step = Array.isArray(native) ? `[${key}]` : `${path && '.'}${key}`;
      yield* differences(native[key], wasm[key], path + step);
    }
  } else if (native !== wasm) {
    yield { path, native, wasm };
  }
}

const isObject = (value) => typeof value === 'object' && value !== null;

/** A value on one line, and the words that a span covers. */
function show(value, text) {
  const line = value === undefined ? 'nothing' : JSON.stringify(value);
  const words = isObject(value) && 'start' in value ? ` “${text.slice(value.start, value.end)}”` : '';
  return (line.length > 160 ? `${line.slice(0, 160)}…` : line) + words;
}

const lines = (jsonl) => jsonl.split('\n').filter(Boolean).map((line) => JSON.parse(line));

const cargo = (args, input) =>
  execFileSync('cargo', ['run', '--quiet', ...args], { cwd: root, encoding: 'utf8', input, maxBuffer: 2 ** 28 });

async function loadEngine(dist) {
  const { Engine, initSync } = await import(pathToFileURL(join(dist, 'pkg/standfirst.js')));
  initSync({ module: readFileSync(join(dist, 'pkg/standfirst_bg.wasm')) });
  return new Engine(new Uint8Array(readFileSync(join(dist, 'models/names.bin'))));
}

const { values, positionals } = parseArgs({ options: { dist: { type: 'string' } }, allowPositionals: true });
const [texts, analyses] =
  positionals.length === 2
    ? positionals.map((file) => readFileSync(file, 'utf8'))
    : [cargo(['--example', 'corpus', '--', 'texts'])].flatMap((corpus) => [
        corpus,
        cargo(['--release', '--bin', 'standfirst', '--', 'analyze', '--jsonl'], corpus),
      ]);

const engine = await loadEngine(values.dist ?? join(root, 'dist/demo'));
const references = lines(analyses);
let articles = 0;
const wrong = [];
for (const { id, text } of lines(texts)) {
  const native = references[articles++];
  const wasm = { ...engine.analyze({ text }, {}), id };
  const found = [...differences(native, wasm)];
  if (found.length === 0) continue;
  wrong.push(id);
  console.log(`${id}: ${found.length} ${found.length === 1 ? 'difference' : 'differences'}`);
  for (const { path, native: n, wasm: w } of found.slice(0, 5)) {
    console.log(`  ${path}\n    native  ${show(n, text)}\n    wasm    ${show(w, text)}`);
  }
}
if (articles === 0 || articles !== references.length) {
  console.log(`${articles} texts but ${references.length} reference analyses`);
  process.exit(1);
}
console.log(`wasm and native agree on ${articles - wrong.length} of ${articles} articles`);
process.exit(wrong.length ? 1 : 0);
