// Whether a training that is killed again and again comes to the same end.
//
//   node experiments/benchmarks/kill_resume.mjs [FILE.csv] [--epochs 200] [--seed 1]
//
// `kill -9` strikes `segue train` at ten random moments, while it reads, trains or writes, and each
// time the training is resumed; once with one thread and once with two. After every kill the files
// in the folder must be whole, the model that lay there before untouched; at the end nothing else
// may lie there. With one thread the model must be that of an unbroken run, bit for bit. With two,
// which repeat nothing exactly, HR@10 must be one that another seed may give. Exits with 1 where not.
//
// A tenth of each playlist is held out as in quality_bench, and looked for here from the tables
// alone, so that no code of Segue's judges Segue. Without FILE it takes the playlists that
// SEGUE_REAL_DATA names, else the made sample. --seed chooses the moments.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deviation, mean, realPlaylists, repository, say, segue, table, temporaryFolder } from './tools.mjs';

const kKills = 10;
const kSeeds = [1, 2, 3, 4, 5];
// Where one more value falls 99 times of 100, in deviations of five others: Student's t with four
// degrees of freedom, times sqrt(1 + 1/5).
const kDeviations = 4.604 * Math.sqrt(1.2);
const kHeldOut = 0.1;
const kFewestTracks = 5;
const runFiles = ['hyperparameters.json', 'metrics.json', 'model.safetensors', 'tracks.tsv'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { epochs: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const folder = temporaryFolder();
const training = join(folder, 'training.csv');
const out = join(folder, 'out');
const checkpoint = join(out, 'checkpoint.safetensors');

/** Numbers from 0 to 1 that the seed decides (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function must(condition, message) {
  if (!condition) throw new Error(message);
}

function run(args) {
  const { status, stdout, stderr } = spawnSync(segue, args, { encoding: 'utf8' });
  must(status === 0, `segue ${args.join(' ')}: ${stderr}`);
  return stdout;
}

// ---- the playlists, split ----

/** The playlists of a CSV in the Zenodo form, each a list of numbers of tracks. */
function readPlaylists(path) {
  const numbers = new Map();
  const playlists = new Map();
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/).slice(1)) {
    const fields = [...line.matchAll(/"((?:[^"]|"")*)"|[^",]+/g)].map(([whole, quoted]) => (quoted ?? whole).toLowerCase());
    if (fields.length !== 4) continue;
    const [user, artist, title, name] = fields;
    const track = `${artist} - ${title}`;
    if (!numbers.has(track)) numbers.set(track, numbers.size);
    const playlist = `${user}\n${name}`;
    if (!playlists.has(playlist)) playlists.set(playlist, []);
    playlists.get(playlist).push(numbers.get(track));
  }
  return [...playlists.values()];
}

/** Writes what is trained on; gives for each playlist what it shows and what it holds back. */
function split(playlists) {
  const random = randomFrom(99);
  const queries = playlists.map((tracks) => {
    const givesUp = new Set(tracks).size >= kFewestTracks;
    const query = { known: new Set(), heldOut: [], shown: [] };
    for (const track of tracks) {
      if (givesUp && random() < kHeldOut) query.heldOut.push(track);
      else query.shown.push(track);
    }
    query.known = new Set(query.shown);
    return query;
  });
  const rows = queries.flatMap(({ shown }, i) => shown.map((track) => `"u","a","${track}","${i}"\n`));
  writeFileSync(training, `"user_id", "artistname", "trackname", "playlistname"\n${rows.join('')}`);
  return queries;
}

// ---- the measure ----

/** Length of the file that a safetensors header promises, and its tables by name. */
function safetensors(path) {
  const bytes = readFileSync(path);
  must(bytes.length > 8, `${path} is cut short`);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  must(bytes.length >= start, `${path} is cut short`);
  const { __metadata__, ...entries } = JSON.parse(bytes.toString('utf8', 8, start));
  const length = start + Math.max(...Object.values(entries).map(({ data_offsets: [, end] }) => end));
  must(bytes.length === length, `${path} has ${bytes.length} bytes and promises ${length}`);
  return (name) => {
    const { data_offsets: [begin, end], shape } = entries[name];
    return { dim: shape[1], values: new Float32Array(Uint8Array.from(bytes.subarray(start + begin, start + end)).buffer) };
  };
}

function hitRate(model, queries) {
  const read = safetensors(join(model, 'model.safetensors'));
  const { values: input, dim } = read('input');
  const { values: output } = read('output');
  const lines = readFileSync(join(model, 'tracks.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  const rowOf = new Map(lines.map((line, row) => [Number(line.split('\t')[3]), row]));
  let asked = 0;
  let hits = 0;
  for (const { known, heldOut } of queries) {
    asked += heldOut.length;
    const sum = new Float64Array(dim);
    const knownRows = new Set([...known].map((track) => rowOf.get(track)));
    for (const row of knownRows) for (let i = 0; i < dim; ++i) sum[i] += input[row * dim + i];
    const scores = new Float64Array(rowOf.size);
    for (let row = 0; row < scores.length; ++row) {
      if (knownRows.has(row)) {
        scores[row] = -Infinity;
        continue;
      }
      for (let i = 0; i < dim; ++i) scores[row] += sum[i] * output[row * dim + i];
    }
    for (const track of heldOut) {
      const row = rowOf.get(track);
      if (row === undefined || known.has(track)) continue;
      let rank = 0;  // ties count against the model
      for (let other = 0; other < scores.length; ++other) rank += scores[other] >= scores[row] ? 1 : 0;
      hits += rank <= 10 ? 1 : 0;
    }
  }
  return hits / asked;
}

// ---- the trainings ----

const settings = (threads, seed) => [
  'train', training, '--epochs', options.epochs, '--threads', String(threads), '--seed', String(seed),
  // Often, so that kills also strike while one is being written.
  '--checkpoint-minutes', '0.003',
];

/** Trains into `model` without a break; gives the seconds it took. */
function unbroken(model, threads, seed) {
  const start = performance.now();
  run([...settings(threads, seed), '--out', model]);
  return (performance.now() - start) / 1000;
}

/** Trains until it ends or, after `seconds`, is killed. */
function trainUntil(seconds, threads) {
  const resume = existsSync(checkpoint) ? ['--resume'] : [];
  const child = spawn(segue, [...settings(threads, kSeeds[0]), '--out', out, ...resume], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (piece) => { stderr += piece; });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  return new Promise((done, fail) => child.on('close', (status, signal) => {
    clearTimeout(timer);
    const wentOn = /going on at (\S+)\n/.exec(stderr)?.[1];
    if (signal === 'SIGKILL') done({ wasKilled: true, stderr, wentOn });
    else if (status === 0) done({ wasKilled: false, stderr, wentOn });
    else fail(new Error(`segue train ended with ${status ?? signal}: ${stderr}`));
  }));
}

const isPartial = (name) => /^\..+\.partial-\d+(\.old)?$/.test(name);

/** What lies in the folder beside the four files of a run, and beside the folder. */
function strays() {
  const inside = readdirSync(out).filter((name) => !runFiles.includes(name) && name !== 'checkpoint.safetensors');
  const beside = readdirSync(folder).filter((name) => name.startsWith('.'));
  return [...inside, ...beside];
}

/** Fails where a kill broke a file; `old` are the bytes that lay there before. */
function requireWhole(old) {
  for (const name of runFiles) {
    must(readFileSync(join(out, name)).equals(old.get(name)), `a kill changed ${name}`);
  }
  run(['info', out]);
  if (existsSync(checkpoint)) safetensors(checkpoint);
  for (const name of strays()) must(isPartial(name), `a kill left ${name}`);
}

function requireFinished() {
  must(!existsSync(checkpoint), 'the finished training left its checkpoint');
  must(strays().length === 0, `the finished training left ${strays()}`);
  run(['info', out]);
}

function layOldModel() {
  rmSync(out, { recursive: true, force: true });
  run(['train', training, '--out', out, '--dim', '16', '--epochs', '1']);
  return new Map(runFiles.map((name) => [name, readFileSync(join(out, name))]));
}

/** Kills until it was often enough; `atEnd` sees each training that came to its end. */
async function killAndResume(threads, wholeSeconds, random, atEnd) {
  const rows = [];
  let old = layOldModel();
  const ended = () => {
    requireFinished();
    atEnd();
  };
  while (rows.length < kKills) {
    // Ten of these come to about one whole training.
    const seconds = random() * wholeSeconds * 0.2;
    const { wasKilled, stderr, wentOn } = await trainUntil(seconds, threads);
    if (!wasKilled) {  // the machine was faster than before
      ended();
      old = layOldModel();
      continue;
    }
    requireWhole(old);
    const at = !/^read /m.test(stderr) ? 'reading' : strays().length > 0 ? 'writing' : 'training';
    rows.push([threads, rows.length + 1, `${seconds.toFixed(2)} s`, at, wentOn ?? 'the start', existsSync(checkpoint) ? 'whole' : 'none yet']);
    say(`--threads ${threads}: kill ${rows.length} of ${kKills} after ${seconds.toFixed(2)} s, while ${at}`);
  }
  const { wentOn } = await trainUntil(1e6, threads);
  must(wentOn, 'the training is too short to be resumed: give more --epochs');
  say(`--threads ${threads}: the last went on at ${wentOn}`);
  ended();
  return rows;
}

// ---- the whole ----

function playlistsFile() {
  const given = positionals[0] ?? realPlaylists();
  if (given) return given;
  const made = join(folder, 'sample.csv');
  run(['synthesize', '--catalogue', join(repository, 'data/catalogue.tsv'), '--out', made]);
  return made;
}

async function oneThread(random) {
  const whole = join(folder, 'whole');
  const seconds = unbroken(whole, 1, kSeeds[0]);
  const bytes = (model) => readFileSync(join(model, 'model.safetensors'));
  let trainings = 0;
  const kills = await killAndResume(1, seconds, random, () => {
    ++trainings;
    must(bytes(out).equals(bytes(whole)), 'one thread: the resumed model is not the unbroken one');
  });
  return { kills, trainings };
}

async function twoThreads(random, queries) {
  const seconds = [];
  const whole = kSeeds.map((seed) => {
    const model = join(folder, `seed-${seed}`);
    seconds.push(unbroken(model, 2, seed));
    say(`--threads 2: unbroken with seed ${seed}`);
    return hitRate(model, queries);
  });
  const resumed = [];
  const kills = await killAndResume(2, Math.min(...seconds), random, () => resumed.push(hitRate(out, queries)));
  const reach = kDeviations * deviation(whole);
  for (const rate of resumed) {
    must(Math.abs(rate - mean(whole)) <= reach,
      `two threads: HR@10 ${rate.toFixed(4)} is not within ${reach.toFixed(4)} of ${mean(whole).toFixed(4)}`);
  }
  return { kills, whole, resumed, reach };
}

try {
  const file = playlistsFile();
  const queries = split(readPlaylists(file));
  must(queries.some(({ heldOut }) => heldOut.length > 0), `${file}: no playlists to be read`);
  const random = randomFrom(Number(options.seed));
  const one = await oneThread(random);
  const two = await twoThreads(random, queries);
  const rate = (value) => value.toFixed(4);
  console.log(`${table(['threads', 'kill', 'after', 'while', 'had gone on at', 'checkpoint'], [...one.kills, ...two.kills])}\n`);
  console.log(table(['threads', 'kills', 'trainings that ended', 'against unbroken runs'], [
    [1, one.kills.length, one.trainings, 'the same model, bit for bit'],
    [2, two.kills.length, two.resumed.length,
      `HR@10 ${two.resumed.map(rate).join(', ')}; unbroken ${rate(mean(two.whole))}, deviation ${rate(deviation(two.whole))} over ${two.whole.length} seeds`],
  ]));
  console.log('\nNo file was broken, none was left over.');
} catch (error) {
  console.error(`FAILED: ${error.message}`);
  process.exitCode = 1;
}
