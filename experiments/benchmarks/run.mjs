// Runs the benchmarks in turn and writes experiments/benchmarks/results.md.
//
//   node experiments/benchmarks/run.mjs [--quick] [--only PARTS] [--real FILE.csv]
//
// PARTS are some of train,read,query,full,browser,quality. With --only or --quick the tables go to
// standard output and results.md stays: it holds whole runs only. --quick takes small sizes, to see
// that everything works; its figures say little. Quality needs playlists that people made: a CSV
// given with --real, or what SEGUE_REAL_DATA names. Everything made goes to a temporary folder.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deviation, mean, realPlaylists, repository, say, segue, table, temporaryFolder } from './tools.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, real: { type: 'string' } },
});

const sizes = options.quick
  ? { readRows: 200_000, queryRows: [10_000, 100_000], fullTracks: 100_000, fullRows: 500_000, seeds: 2, epochs: 5, seconds: 2 }
  : { readRows: 5_000_000, queryRows: [10_000, 100_000, 1_000_000], fullTracks: 2_000_000, fullRows: 12_900_000, seeds: 5, epochs: 20, seconds: 6 };
const trainSize = { tracks: 100_000, rows: 1_000_000 };  // what train_bench makes for itself

const folder = temporaryFolder();
const native = (name) => join(repository, 'build/release/experiments/benchmarks', name);

// ---- numbers as people read them ----

const grouped = (value) => Math.round(value).toLocaleString('en-US');
/** Three figures. */
const short = (value) => (value >= 100 ? grouped(value) : value.toPrecision(3));
const megabytes = (bytes) => `${grouped(bytes / 1e6)} MB`;
const milliseconds = (perSecond) => short(1000 / perSecond);
const duration = (seconds) => `${seconds.toFixed(1)} s`;

// ---- children ----

const statusOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';  // it has ended
  }
};

/** The process and all that it started. */
function family(pid) {
  let children = '';
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  } catch {
    // it has ended
  }
  return [pid, ...children.split(' ').filter(Boolean).flatMap((child) => family(Number(child)))];
}

/** The largest peak among a process and those it started, in bytes: what the kernel has noted so far. */
const peakOf = (pid) => Math.max(...family(pid).map((one) => 1024 * Number(/^VmHWM:\s*(\d+)/m.exec(statusOf(one))?.[1] ?? 0)));

/** Runs a program; gives what it printed, its peak of memory, and when each line of stderr came. */
function run(program, args, { echo = false } = {}) {
  const start = performance.now();
  const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
  const result = { stdout: '', stderr: '', arrivals: [], peak: 0, seconds: 0 };
  const elapsed = () => (performance.now() - start) / 1000;
  const look = () => { result.peak = Math.max(result.peak, peakOf(child.pid)); };
  const timer = setInterval(look, 50);
  child.stdout.on('data', (piece) => {
    result.stdout += piece;
    if (echo) process.stderr.write(piece);
  });
  child.stderr.on('data', (piece) => {
    result.stderr += piece;
    result.arrivals.push({ text: String(piece), seconds: elapsed() });
    if (echo) process.stderr.write(piece);
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status, signal) => {
      clearInterval(timer);
      result.seconds = elapsed();
      if (status === 0) done(result);
      else fail(new Error(`${program} ended with ${status ?? signal}: ${firstError(result.stderr)}`));
    });
  });
}

const firstError = (text) =>
  (text.split('\n').find((line) => /error/i.test(line)) ?? text.trim().split('\n').at(-1)).trim().slice(0, 200);

const linesOf = (text) => text.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));

/** A program of ours that prints JSON lines: { lines, peak }. */
async function measure(program, args) {
  const { stdout, peak } = await run(program, args, { echo: true });
  return { lines: linesOf(stdout), peak };
}

/** Builds targets of a preset as ./check does. */
const build = (preset, ...targets) =>
  run('bash', ['-c', `. .setup/machine.sh && . .setup/build.sh && build_preset ${[preset, ...targets].join(' ')}`]);

async function made(name, tracks, rows) {
  const path = join(folder, name);
  if (!existsSync(path)) {
    say(`  making ${grouped(rows)} rows of ${grouped(tracks)} tracks`);
    await run(segue, ['synthesize', '--tracks', tracks, '--rows', rows, '--out', path].map(String));
  }
  return path;
}

/** A training by the command line: its metrics, and how long it read. */
async function trained(file, ...args) {
  const out = join(folder, 'model');
  const { arrivals, seconds } = await run(segue, ['train', file, '--out', out, ...args].map(String), { echo: true });
  const metrics = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'));
  rmSync(out, { recursive: true });
  return { metrics, wholeSeconds: seconds, readSeconds: arrivals.find(({ text }) => text.startsWith('read ')).seconds };
}

// ---- the parts: each gives its text ----

const nodeWasm = (program, ...args) =>
  measure(process.execPath, ['--require', './.setup/no_fetch.cjs', `build/wasm/experiments/benchmarks/${program}.js`, ...args]);

/** What `work` gives, or where it fails, undefined and a line among `missing`. */
async function attempt(what, missing, work) {
  try {
    return await work();
  } catch (error) {
    say(`  ${what}: ${error.message}`);
    missing.push(`Missing: ${what}: ${error.message.replaceAll(repository, '')}`);
    return undefined;
  }
}

async function train() {
  const missing = [];
  const { lines } = await measure(native('train_bench'), ['1', '2']);
  const wasm = await attempt('WebAssembly under Node', missing, async () => {
    await build('wasm', 'train_bench');
    return (await nodeWasm('train_bench', '1')).lines[0];
  });
  const plain = lines.filter(({ trainer }) => trainer !== 'segue');
  const ours = lines.filter(({ trainer }) => trainer === 'segue');
  const speed = ({ tokens_per_second }) => tokens_per_second;
  const row = (name, line) => [
    name, line.threads, grouped(speed(line)), grouped(line.pairs_per_second), ...plain.map((one) => short(speed(line) / speed(one))),
  ];
  const rows = ours.map((line) => row(line.instruction_set, line));
  if (wasm) rows.push(row('WebAssembly, Node', wasm));
  rows.push(...plain.map((line) => row(line.trainer, line)));
  const found = (set, threads) => ours.find((line) => line.instruction_set === set && line.threads === threads);
  const ratios = [...new Set(ours.map((line) => line.instruction_set))]
    .map((set) => [`${set}, 2 threads over 1`, short(speed(found(set, 2)) / speed(found(set, 1)))]);
  if (wasm && found('AVX2', 1)) ratios.push(['WebAssembly over AVX2, 1 thread', short(speed(wasm) / speed(found('AVX2', 1)))]);
  const file = await made('train.csv', trainSize.tracks, trainSize.rows);
  const memory = [];
  for (const threads of [1, 2]) {
    const { metrics } = await trained(file, '--epochs', 1, '--threads', threads);
    memory.push([`\`segue train\`, ${threads} thread${threads > 1 ? 's' : ''}`, megabytes(metrics.peak_memory_bytes)]);
  }
  return [
    `One pass of skip-gram (100 numbers a track, window 5, 5 negatives) over ${grouped(trainSize.rows)} rows of ${grouped(trainSize.tracks)} tracks drawn after Zipf, beside a plain pairwise trainer in word2vec's manner; a token is one track of one playlist.`,
    table(['instruction set', 'threads', 'tokens/s', 'pairs/s', 'times plain -O3', 'times plain -Ofast'], rows),
    table(['ratio of tokens/s', 'times'], ratios),
    table(['from file to model, the same playlists', 'peak memory'], memory),
    ...missing,
  ];
}

async function read() {
  const file = await made('read.csv', sizes.fullTracks, sizes.readRows);
  const { lines, peak } = await measure(native('read_bench'), [file]);
  const rows = lines.map(({ what, threads, megabytes_per_second }) =>
    [what === 'rows' ? 'rows, each looked at' : 'rows to a corpus', threads, grouped(megabytes_per_second)]);
  return [
    `How fast a CSV of ${grouped(sizes.readRows)} rows is parsed, and how fast it becomes a corpus (tracks told apart, counted and sorted); peak memory of the program ${megabytes(peak)}.`,
    table(['what', 'threads', 'MB/s'], rows),
  ];
}

async function query() {
  const missing = [];
  const rows = [];
  const memory = [];
  const add = (where, { lines }) => rows.push(...lines.map((line) => [
    line.name, grouped(line.rows), where ?? line.instruction_set, line.threads, short(line.queries_per_second), milliseconds(line.queries_per_second),
  ]));
  for (const count of sizes.queryRows) {
    const found = await measure(native('query_bench'), [String(count)]);
    add(undefined, found);
    memory.push([grouped(count), megabytes(found.peak)]);
  }
  await attempt('WebAssembly under Node', missing, async () => {
    await build('wasm', 'query_bench');
    for (const count of sizes.queryRows.filter((one) => one < 1_000_000)) add('WebAssembly, Node', await nodeWasm('query_bench', String(count)));
  });
  return [
    'How many exact queries for the 10 nearest tracks are answered, among directions without structure ("random") and among ones like trained ones, 100 numbers a track.',
    table(['queries', 'tracks', 'instruction set', 'threads', 'queries/s', 'ms/query'], rows),
    table(['tracks', 'peak memory of the program'], memory),
    ...missing,
  ];
}

async function full() {
  const file = await made('full.csv', sizes.fullTracks, sizes.fullRows);
  const { metrics, wholeSeconds, readSeconds } = await trained(file, '--epochs', 5, '--window', 5, '--threads', 2);
  rmSync(file);
  const goals = options.quick ? ['', ''] : ['under 4 minutes', 'under 4,000 MB'];
  return [
    `\`segue train\` with 2 threads, 5 epochs and window 5, from a file of ${grouped(metrics.rows_read)} rows to a model; the tracks are drawn from ${grouped(sizes.fullTracks)}, of which ${grouped(metrics.tracks)} turn up.`,
    table(['what', 'measured', 'goal'], [
      ['reading the file', duration(readSeconds), ''],
      ['training 5 epochs', duration(metrics.seconds), ''],
      ['writing the model', duration(wholeSeconds - readSeconds - metrics.seconds), ''],
      ['all of it', duration(wholeSeconds), goals[0]],
      ['peak memory', megabytes(metrics.peak_memory_bytes), goals[1]],
      ['tokens/s', grouped(metrics.tokens_per_second), ''],
      ['pairs/s', grouped(metrics.pairs_per_second), ''],
      ['instruction set', metrics.instruction_set, ''],
    ]),
  ];
}

async function browser() {
  const missing = [];
  const text = ['The page\'s own modules in a worker in Chromium, on the same playlists as training above, beside `segue train` with as many threads; "wasm-threads" is the build of WebAssembly with shared memory.'];
  const program = 'experiments/benchmarks/browser.mjs';
  if (!existsSync(join(repository, program))) return [...text, `Missing: there is no ${program} in this checkout.`];
  await attempt('Chromium', missing, async () => {
    for (const preset of ['wasm', 'wasm-threads']) await build(preset, 'wasm/all');
    await run('bash', ['-c', '. .setup/machine.sh && . .setup/build.sh && install_page_libraries']);
    const file = await made('train.csv', trainSize.tracks, trainSize.rows);
    const { lines, peak } = await measure(process.execPath, [program, file, '--seconds', String(sizes.seconds)]);
    const rows = [];
    for (const [i, line] of lines.entries()) {
      if (line.name !== 'train') continue;
      const { metrics } = await trained(file, '--epochs', 2, '--threads', line.threads);
      const pairs = line.tokens_per_second * (metrics.pairs_trained / metrics.tokens_trained);
      const answered = lines[i + 1];  // queries, by the same build
      rows.push([line.build, line.threads, grouped(line.tokens_per_second), grouped(pairs),
        short(line.tokens_per_second / metrics.tokens_per_second), answered.ms_per_query]);
    }
    text.push(
      table(['build', 'threads', 'tokens/s', 'pairs/s', 'times native', 'ms/query'], rows),
      `Queries are one by one, among ${grouped(lines[0].tracks)} tracks, with one thread. The largest process of Chromium's took ${megabytes(peak)} at its peak.`,
    );
  });
  return [...text, ...missing];
}

async function quality() {
  const sentence = 'Whether Segue\'s training teaches as well as plain pairwise training: a tenth of each playlist is held out and looked for among all tracks; the share found among the first 10 and 100, over seeds.';
  const file = options.real ?? realPlaylists();
  if (!file) {
    return [sentence, 'Skipped: it needs playlists that people made, which are not ours to ship. data/README.md says where to get some; give the CSV with `--real FILE.csv`, or name it, or its folder, in SEGUE_REAL_DATA.'];
  }
  const { lines } = await measure(native('quality_bench'), [file, sizes.seeds, sizes.epochs].map(String));
  const names = { segue: 'Segue', plain: 'plain pairwise' };
  const rows = Object.entries(names).map(([trainer, name]) => {
    const of = (measureName) => lines.filter((line) => line.trainer === trainer).map((line) => line[measureName]);
    const cells = ['hit_rate@10', 'hit_rate@100'].flatMap((at) => [mean(of(at)).toFixed(4), deviation(of(at)).toFixed(4)]);
    return [name, of('hit_rate@10').length, ...cells];
  });
  return [
    sentence,
    table(['trainer', 'seeds', 'HR@10, mean', 'deviation', 'HR@100, mean', 'deviation'], rows),
    `${sizes.epochs} epochs, 1 thread. The file: ${grouped(readFileSync(file, 'latin1').split('\n').length - 2)} rows.`,
  ];
}

const parts = {
  train: ['Training', train], read: ['Reading', read], query: ['Queries', query], full: ['Full size', full],
  browser: ['In the browser', browser], quality: ['Quality', quality],
};

// ---- the whole ----

const output = (program, args, env) => spawnSync(program, args, { cwd: repository, encoding: 'utf8', env: { ...process.env, ...env } });
const firstLine = (program, ...args) => output(program, args).stdout?.split('\n')[0] || 'none';

function machine(load) {
  const sets = /choose one of: (.*)\n/.exec(output(segue, ['info', 'x'], { SEGUE_SIMD: 'none' }).stderr)?.[1];
  const changed = output('git', ['status', '--porcelain', '--untracked-files=no']).stdout ? ', with changes' : '';
  return table(['machine', ''], [
    ['processor', cpus()[0].model],
    ['cores', cpus().length],
    ['instruction sets', sets],
    ['memory', `${(totalmem() / 1e9).toFixed(1)} GB`],
    ['compilers', `${firstLine('c++', '--version')}; ${firstLine('emcc', '--version').replace(/ \(\).*/, '')}`],
    ['Node, Chromium', `${process.version}; ${firstLine(process.env.CHROMIUM ?? 'chromium', '--version').trim()}`],
    ['date', new Date().toISOString().slice(0, 10)],
    ['commit', firstLine('git', 'rev-parse', '--short', 'HEAD') + changed],
    ['busy processors at the start', load.toFixed(1)],
  ]);
}

function chosenParts() {
  const chosen = options.only?.split(',') ?? Object.keys(parts);
  const unknown = chosen.filter((name) => !(name in parts));
  if (unknown.length === 0) return chosen;
  say(`run.mjs: --only takes some of ${Object.keys(parts).join(',')}, not ${unknown}`);
  process.exit(2);
}

const chosen = chosenParts();
const [load] = loadavg();
say('building');
await build('release', 'segue_cli', 'benchmarks');
const text = ['# Results of the benchmarks', machine(load)];
if (options.quick) text.push('**A quick run, at small sizes: to see that everything works, not to be quoted.**');
for (const name of chosen) {
  const [title, work] = parts[name];
  say(`\n${title}`);
  const failures = [];
  const found = await attempt(title, failures, work);
  text.push(`## ${title}`, ...(found ?? failures));
  text.push(`Alone: \`node experiments/benchmarks/run.mjs --only ${name}\``);
}
const whole = `${text.join('\n\n')}\n`;
if (options.quick || options.only) {
  process.stdout.write(whole);
} else {
  writeFileSync(join(repository, 'experiments/benchmarks/results.md'), whole);
  say('\nwrote experiments/benchmarks/results.md');
}
if (/^Missing: /m.test(whole)) process.exitCode = 1;
