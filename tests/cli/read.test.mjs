// What people really have: every form, archives, several files at once, some of them bad.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { zip } from '../fixtures/zip.mjs';
import { binary, folder, header, readSafetensors, readTracks, realData, repository, segue, writePlaylists } from './segue.mjs';

const fixtures = join(repository, 'tests/fixtures/playlists');
const names = readdirSync(fixtures);
const fixture = (name) => readFileSync(join(fixtures, name));
const quick = ['--dim', '8', '--epochs', '2', '--threads', '1'];

function info(cwd, ...args) {
  const result = segue(cwd, ['info', ...args, '--json']);
  return { ...result, json: result.stdout === '' ? undefined : JSON.parse(result.stdout) };
}

/** One playlist of plain text. */
const songs = (from, count) =>
  Array.from({ length: count }, (_, i) => `Artist ${(from + i) % 7} - Song ${from + i}\n`).join('');

test('info says of each form of file what it is', (t) => {
  const cwd = folder(t);
  for (const name of names) {
    const expected = readFileSync(join(repository, 'tests/fixtures/expected', `${name}.txt`), 'utf8').split('\n');
    const { status, json } = info(cwd, join(fixtures, name));
    assert.equal(status, 0, name);
    const [file] = json.files;
    assert.equal(file.format, expected[0], name);
    assert.equal(file.rows_read, Number(expected.find((line) => /^read \d+$/.test(line)).slice(5)), name);
    assert.equal(file.rows_skipped, Number((expected.find((line) => /^skipped \d+$/.test(line)) ?? 'skipped 0').slice(8)), name);
    assert.equal(file.playlists > 0 && file.tracks > 0, file.rows_read > 0, name);
  }
});

test('a model can be trained on one export of each kind, and asked', (t) => {
  const cwd = folder(t);
  for (const name of names) {
    const result = segue(cwd, ['train', join(fixtures, name), '--out', 'out', ...quick]);
    if (/there is nothing to learn from/.test(result.stderr)) continue;  // it holds one track
    assert.equal(result.status, 0, name + result.stderr);
    const tracks = readTracks(join(cwd, 'out/tracks.tsv'));
    const { artist, title } = tracks[0];
    const similar = segue(cwd, ['similar', 'out', `${artist} - ${title}`, '--json']);
    assert.equal(similar.status, 0, name + similar.stderr);
    assert.equal(JSON.parse(similar.stdout).neighbours.length, Math.min(10, tracks.length - 1), name);
    assert.doesNotMatch(readFileSync(join(cwd, 'out/model.safetensors'), 'latin1'), /private\.name|203\.0\.113/, name);
    assert.doesNotMatch(result.stderr, /private\.name|203\.0\.113/, name);
  }
});

test('all forms at once, from a folder, a zip, a zip in a zip, and gzip, are the same', (t) => {
  const cwd = folder(t);
  mkdirSync(join(cwd, 'all/.hidden'), { recursive: true });
  cpSync(fixtures, join(cwd, 'all'), { recursive: true });
  writeFileSync(join(cwd, 'all/.hidden/x.txt'), 'a - b\n');
  writeFileSync(join(cwd, 'all/.DS_Store'), 'a - b\n');
  const members = Object.fromEntries(names.map((name) => [`Export/${name}`, fixture(name)]));
  const extra = { 'Export/': '', '__MACOSX/Export/._x.txt': 'a - b\n', 'Export/.DS_Store': 'a - b\n' };
  writeFileSync(join(cwd, 'all.zip'), zip({ ...members, ...extra }));
  writeFileSync(join(cwd, 'stored.zip'), zip(members, { stored: true }));
  writeFileSync(join(cwd, 'nested.zip'), zip({ 'inner.zip': zip(members) }));
  writeFileSync(join(cwd, 'packed.zip'),
    zip(Object.fromEntries(names.map((name) => [`${name}.gz`, gzipSync(fixture(name))]))));
  const whole = info(cwd, 'all');
  assert.equal(whole.status, 0, whole.stderr);
  assert.equal(whole.json.files.length, names.length);
  const facts = ({ json }) => [json.playlists, json.tracks, json.rows, json.files.map(({ format, rows_read }) => [format, rows_read])];
  for (const archive of ['all.zip', 'stored.zip', 'nested.zip', 'packed.zip']) {
    const packed = info(cwd, archive);
    assert.deepEqual(facts(packed), facts(whole), archive);
    assert.ok(packed.json.files.every(({ file }) => file.startsWith(`${archive}/`)), archive);
  }
  const piped = spawnSync(binary, ['info', '-', '--json'], { cwd, input: readFileSync(join(cwd, 'all.zip')), encoding: 'utf8' });
  assert.deepEqual(facts({ json: JSON.parse(piped.stdout) }), facts(whole));
  // Two gzip files, one behind the other, and padding.
  writeFileSync(join(cwd, 'two.txt.gz'), Buffer.concat([gzipSync('a - 1\n'), gzipSync('a - 2\n'), Buffer.alloc(512)]));
  assert.equal(info(cwd, 'two.txt.gz').json.rows, 2);
});

test('links that lead in a circle keep nothing else in a folder from being read', (t) => {
  const cwd = folder(t);
  mkdirSync(join(cwd, 'all/deep'), { recursive: true });
  writeFileSync(join(cwd, 'all/a.txt'), 'a - 1\na - 2\n');
  symlinkSync('itself', join(cwd, 'all/itself'));
  symlinkSync('..', join(cwd, 'all/deep/up'));
  symlinkSync('nowhere', join(cwd, 'all/broken'));
  const { status, json } = info(cwd, 'all');
  assert.equal(status, 0);
  assert.deepEqual(json.files.map(({ file, rows_read }) => [file, rows_read]), [['all/a.txt', 2]]);
});

test('what is no playlist is passed over where it was only found, and an error where it was named', (t) => {
  const cwd = folder(t);
  const members = {
    'ReadMeFirst.pdf': '%PDF-1.7\n', 'Userdata.json': '{"username":"x","email":"y"}', 'photo.png': '\x89PNG\r\n\x1a\n',
    'empty.csv': '', 'Playlist1.json': fixture('spotify_playlists_2024.json'), 'model.safetensors': Buffer.alloc(100),
    'Playlist2.json': '{"playlists":[{"items":[{"track":{"trackName":"x',
  };
  writeFileSync(join(cwd, 'my.zip'), zip(members));
  const { status, json } = info(cwd, 'my.zip');
  assert.equal(status, 0);
  assert.deepEqual(json.files.map(({ file, passed_over }) => [file, passed_over]),
    Object.keys(members).map((name) => [`my.zip/${name}`, !name.startsWith('Playlist')]));
  const text = segue(cwd, ['info', 'my.zip']).stdout;
  assert.match(text, /^my\.zip\/Playlist1\.json\n {2}Spotify playlists: 2 playlists, 3 rows, 3 tracks/);
  assert.match(text, /could not read my\.zip\/Playlist2\.json:1:\d+: nothing in it could be read: the file ends here/);
  assert.match(text, /skipped 1 malformed row of my\.zip\/Playlist1\.json\n {2}playlist 1, track 4: /);
  assert.match(text, /passed over, because they are no playlists\n {2}my\.zip\/ReadMeFirst\.pdf\n/);
  assert.match(text, /little to learn from: .*\n.*\n {2}segue train \.\.\. data\/sample\.csv --out DIR\n$/s);
  const trained = segue(cwd, ['train', 'my.zip', '--out', 'out', ...quick]);
  assert.match(trained.stderr, /read 3 rows of my\.zip\/Playlist1\.json: 2 playlists, 3 tracks\n/);
  assert.match(trained.stderr, /passed over 5 other files, which are no playlists\n/);

  writeFileSync(join(cwd, 'none.zip'), zip({ 'a.pdf': '%PDF-1.7\n', 'b.json': '{}' }));
  const none = segue(cwd, ['train', 'none.zip', '--out', 'none']);
  assert.equal(none.status, 1);
  assert.match(none.stderr, /segue: none\.zip: none of the 2 files in it is a playlist file that Segue can read\n$/);
  writeFileSync(join(cwd, 'a.pdf'), '%PDF-1.7\n');
  const pdf = segue(cwd, ['train', 'a.pdf', '--out', 'none']);
  assert.equal(pdf.status, 1);
  assert.match(pdf.stderr, /^segue: a\.pdf:1: this is a PDF, not a playlist\n$/);
});

test('one bad file among good ones is reported, and the good ones are read', (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'good.txt'), songs(0, 10));
  writeFileSync(join(cwd, 'bad.csv'), '\nname,colour\nx,y\n');
  writeFileSync(join(cwd, 'cut.json'), fixture('spotify_playlists_2024.json').subarray(0, 700));
  writeFileSync(join(cwd, 'more.txt'), songs(5, 10));
  const files = ['good.txt', 'bad.csv', 'cut.json', 'more.txt'];
  const { status, stderr } = segue(cwd, ['train', ...files, '--out', 'out', ...quick]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /read 21 rows of 3 files: 3 playlists, 16 tracks\n/);
  assert.match(stderr, /could not read bad\.csv:\d: .*none of its columns "name", "colour" is named as an artist; rename what holds that to "artist"/);
  assert.match(stderr, /of cut\.json nothing behind line \d+ was read: the file ends here, in the middle: it was cut short\n/);
  const { json } = info(cwd, ...files);
  assert.deepEqual(json.files.map(({ error }) => error?.code), [undefined, 'bad_input', undefined, undefined]);
  assert.equal(json.rows, 21);

  const none = segue(cwd, ['train', 'bad.csv', 'bad.csv', '--out', 'none']);
  assert.equal(none.status, 1);
  assert.match(none.stderr, /^segue: none of the 2 files is a playlist file that Segue can read:\n {2}bad\.csv:1: .*\n {2}bad\.csv:1: .*\n$/);
  assert.equal(info(cwd, 'bad.csv').status, 1);
  // Once, and not as a report with nothing in it.
  const refused = segue(cwd, ['info', 'bad.csv']);
  assert.equal(refused.stdout, '');
  assert.match(refused.stderr, /^segue: bad\.csv:1: .*\n$/);
});

test('damaged, locked and truncated archives are told of, and lose nothing that is whole', (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'good.txt'), songs(0, 10));
  const whole = zip({ 'a.txt': songs(0, 2000), 'b.txt': songs(2000, 10) });
  const damaged = Buffer.from(whole);
  damaged.fill(0xff, 2000, 2100);
  const packed = gzipSync(songs(0, 2000));
  const wrong = Buffer.from(packed);
  wrong[wrong.length - 8] ^= 1;
  const files = {
    'cut.zip': [whole.subarray(0, whole.length - 500), /could not read cut\.zip: this archive is cut short, and files may be missing: download it once more/],
    'locked.zip': [zip({ 'a.txt': songs(0, 9) }, { locked: true }), /could not read locked\.zip\/a\.txt: it is locked with a password/],
    'damaged.zip': [damaged, /of damaged\.zip\/a\.txt nothing behind row \d+ was read: it is damaged/],
    'cut.txt.gz': [packed.subarray(0, packed.length - 100), /of cut\.txt nothing behind row \d+ was read: it is cut short: download it once more/],
    'damaged.gz': [Buffer.concat([packed.subarray(0, 100), Buffer.alloc(100, 0xff), packed.subarray(200)]), /damaged/],
    'behind.gz': [Buffer.concat([packed, Buffer.from('<html>')]), /of behind nothing behind row 2000 was read: something that is not gzip follows it/],
    'wrong.gz': [wrong, /of wrong nothing behind row 2000 was read: its checksum is wrong/],
    'deep.zip': [zip({ 'x.zip': zip({ 'y.zip': zip({ 'a.txt': 'a - b\n' }) }) }), /deep\.zip\/x\.zip\/y\.zip: it lies too deep/],
  };
  for (const [name, [content, message]] of Object.entries(files)) {
    writeFileSync(join(cwd, name), content);
    const { status, stderr } = segue(cwd, ['train', name, 'good.txt', '--out', 'out', ...quick]);
    assert.equal(status, 0, name + stderr);
    assert.match(stderr, message, name);
  }
  assert.match(segue(cwd, ['info', 'damaged.zip']).stdout, /damaged\.zip\/b\.txt\n {2}list of songs: 1 playlist, 10 rows/);
  assert.ok(info(cwd, 'cut.txt.gz').json.rows > 1000);
  assert.equal(info(cwd, 'behind.gz').json.rows, 2000);
});

test('rows are counted over all files together', (t) => {
  const cwd = folder(t);
  mkdirSync(join(cwd, 'lists'));
  writePlaylists(join(cwd, 'lists/a.csv'), [['p', 'A', '1'], ['p', 'A', '2'], ['p', 'A', '3']]);
  writePlaylists(join(cwd, 'lists/b.csv'), [['p', 'A', '4'], ['p', 'A', '5'], ['p', 'A', '6']]);
  for (const [rows, tracks] of [['2', 2], ['3', 3], ['5', 5], ['100', 6]]) {
    const { status, stderr } = segue(cwd, ['run', `of ${rows}`, '--csv_path', 'lists', '-nr', rows, '-e', '1']);
    assert.equal(status, 0, stderr);
    assert.equal(readTracks(join(cwd, 'experiments', `of ${rows}`, 'tracks.tsv')).length, tracks, rows);
  }
});

test('both generations of a history, and a playlist twice, count once, and that is said', (t) => {
  const cwd = folder(t);
  const minute = (i) => new Date(Date.UTC(2024, 0, 5, 14, 4 * i, 37)).toISOString();
  const old = Array.from({ length: 8 }, (_, i) => ({
    endTime: minute(i).slice(0, 16).replace('T', ' '), artistName: `Artist ${i}`, trackName: `Song ${i}`, msPlayed: 240000 }));
  const extended = Array.from({ length: 10 }, (_, i) => ({
    ts: `${minute(i).slice(0, 19)}Z`, ms_played: 240000, master_metadata_track_name: `Song ${i}`, master_metadata_album_artist_name: `Artist ${i}` }));
  const members = {
    'StreamingHistory_music_0.json': JSON.stringify(old), 'Streaming_History_Audio_2024_0.json': JSON.stringify(extended),
    'a/road.txt': 'a - 1\na - 2\n', 'b/road.txt': 'a - 1\na - 2\n',
  };
  writeFileSync(join(cwd, 'my.zip'), zip(members));
  const { json } = info(cwd, 'my.zip');
  assert.equal(json.rows, 12);
  assert.equal(json.playlists, 3);
  assert.deepEqual(json.files.map(({ kind, repeated_plays, repeated_playlists }) => [kind, repeated_plays, repeated_playlists]),
    [['history', 0, 0], ['history', 8, 0], ['playlists', 0, 0], ['playlists', 0, 1]]);
  const text = segue(cwd, ['info', 'my.zip']).stdout;
  assert.match(text, /StreamingHistory_music_0\.json\n {2}Spotify streaming history: 1 session, 8 plays, 8 tracks\n/);
  assert.match(text, /8 plays of my\.zip\/Streaming_History_Audio_2024_0\.json stood in a file before it, and count once\n/);
  assert.match(text, /1 playlist of my\.zip\/b\/road\.txt stood in a file before it, and counts once\n/);
  assert.doesNotMatch(text, /, 0 tracks\n|, 0 tracks that no file|: 0 /);
  writeFileSync(join(cwd, 'history.json'), JSON.stringify(old));
  assert.match(segue(cwd, ['train', 'history.json', '--out', 'out', ...quick]).stderr, /^read 8 plays of history\.json: 1 session, 8 tracks\n/);
});

test('info lists the playlists with their sizes, and every file that was passed over', (t) => {
  const cwd = folder(t);
  writePlaylists(join(cwd, 'a.csv'), [['Road Trip', 'A', '1'], ['Road Trip', 'A', '2'], ['', 'A', '3']]);
  const text = segue(cwd, ['info', 'a.csv', '--playlists']).stdout;
  assert.match(text, /\nplaylists\n {2}Road Trip: 2 tracks\n {2}\(no name\): 1 track\ntogether\n/);
  assert.deepEqual(info(cwd, 'a.csv', '--playlists').json.sizes, [{ playlist: 'Road Trip', tracks: 2 }, { playlist: '', tracks: 1 }]);
  const members = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`${i}.pdf`, '%PDF-1.7\n']));
  writeFileSync(join(cwd, 'my.zip'), zip({ ...members, 'a.txt': 'a - b\n' }));
  const few = segue(cwd, ['info', 'my.zip']).stdout;
  assert.match(few, / {2}my\.zip\/9\.pdf\n {2}and 5 more, which --all lists\n/);
  const all = segue(cwd, ['info', 'my.zip', '--all']).stdout;
  assert.match(all, / {2}my\.zip\/14\.pdf\ntogether\n/);
  assert.equal(all.match(/\.pdf\n/g).length, 15);
});

test('what belongs to an export and holds no songs is a quiet line, and no songs are no tracks', (t) => {
  const cwd = folder(t);
  const podcast = [{ ts: '2024-01-05T14:04:00Z', ms_played: 240000, master_metadata_track_name: null, master_metadata_album_artist_name: null }];
  writeFileSync(join(cwd, 'podcasts.json'), JSON.stringify(podcast));
  writeFileSync(join(cwd, 'a.txt'), 'a - 1\na - 2\n');
  const text = segue(cwd, ['info', 'a.txt', 'podcasts.json']).stdout;
  assert.match(text, /podcasts\.json\n {2}Spotify extended streaming history\n {2}no songs in podcasts\.json: podcast episodes and videos \(1\)\n/);
  assert.doesNotMatch(text, /could not/);
  const alone = segue(cwd, ['train', 'podcasts.json', '--out', 'out', ...quick]);
  assert.equal(alone.status, 1);
  assert.match(alone.stderr, /there is nothing to learn from: there is no playlist of songs, but 1 podcast episodes and videos\n$/);
});

/** Runs `info` and gives the seconds of the processor and the most memory that it took, in MB. */
function measured(cwd, file) {
  const { status, stderr } = spawnSync('bash', ['-c',
    `"$0" info "$1" >/dev/null & pid=$!; peak=0
     while kill -0 $pid 2>/dev/null; do
       now=$(sed -n 's/^VmHWM: *\\([0-9]*\\) kB/\\1/p' /proc/$pid/status 2>/dev/null); peak=\${now:-$peak}
       { read -r process </proc/$pid/stat; } 2>/dev/null
       sleep 0.005
     done; wait $pid; status=$?; echo "peak $peak of $process" >&2; exit $status`, binary, file], { cwd, encoding: 'utf8' });
  const [, peak, rest] = stderr.match(/peak (\d+) of .*\) (.*)\n$/);
  const hundredths = rest.split(' ').slice(11, 13).map(Number);  // in user and in system mode: proc(5)
  return { status, stderr, peak: Number(peak) / 1000, seconds: (hundredths[0] + hundredths[1]) / 100 };
}

test('bombs are refused with little work and in little memory', (t) => {
  const cwd = folder(t);
  // Blank lines behind a header are rows of nothing: a playlist file as large as one likes.
  const start = Buffer.from(header + '"u","a","t","p"\n');
  const gigabyte = Buffer.concat([start, Buffer.alloc(300 << 20, '\n')]);
  const packed = deflateRawSync(gigabyte, { level: 9 });
  const bomb = { packed, size: gigabyte.length, crc: 0 };
  writeFileSync(join(cwd, 'bomb.zip'), zip({ 'a.csv': bomb }));
  writeFileSync(join(cwd, 'many.zip'), zip(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.csv`, bomb]))));
  writeFileSync(join(cwd, 'nested.zip'), zip({ 'x.zip': zip({ 'a.csv': bomb }) }));
  writeFileSync(join(cwd, 'bomb.csv.gz'), gzipSync(gigabyte, { level: 9 }));
  writeFileSync(join(cwd, 'zeros.zip'), zip({ 'a.csv': Buffer.alloc(200 << 20) }));
  for (const name of ['bomb.zip', 'many.zip', 'nested.zip', 'bomb.csv.gz']) {
    const { stderr, seconds, peak } = measured(cwd, name);
    const { json } = info(cwd, name);
    const { error } = json.files.find(({ file }) => file === name);
    assert.match(error.message, /more than 200 times its size, as no playlists do: it may be a bomb/, name + stderr);
    assert.ok(seconds < 3, `${name} took ${seconds} s`);
    assert.ok(peak < 200, `${name} took ${peak} MB`);
  }
  const zeros = measured(cwd, 'zeros.zip');
  assert.equal(zeros.status, 1);
  assert.match(zeros.stderr, /zeros\.zip\/a\.csv:1: this is not text/);
});

test('a slice of the Million Playlist Dataset is read as it is', (t) => {
  const path = realData(t, 'mpd.slice.sample.json');
  if (!path) return;
  const slice = JSON.parse(readFileSync(path, 'utf8'));
  const rows = slice.playlists.reduce((sum, { tracks }) => sum + tracks.length, 0);
  const { status, json } = info(folder(t), path);
  assert.equal(status, 0);
  assert.equal(json.files[0].format, 'Million Playlist Dataset slice');
  assert.equal(json.rows, rows);
  assert.equal(json.playlists, slice.playlists.length);
});

test('names are told apart as one asks', (t) => {
  const cwd = folder(t);
  const spellings = ['Song (feat. B)', 'song - Remastered 2009', 'Song (Live)', 'Song - Live', 'Other', 'Song'];
  writePlaylists(join(cwd, 'a.csv'), spellings.map((title) => ['p', 'A', title]));
  const train = (...args) => segue(cwd, ['train', 'a.csv', ...args, '--dim', '8', '--epochs', '2']);
  assert.match(train('--out', 'folded').stderr, /1 playlist, 3 tracks\n {2}took 3 spellings for a track that is spelled otherwise/);
  assert.deepEqual(readTracks(join(cwd, 'folded/tracks.tsv')).map(({ title, count }) => [title, count]),
    [['song', '3'], ['song - live', '2'], ['other', '1']]);
  assert.equal(readSafetensors(join(cwd, 'folded/model.safetensors')).metadata.track_identity, 'folded');
  for (const name of ['a - song', 'A - SONG [2011 Remaster]', 'a feat. c - Song']) {
    assert.equal(JSON.parse(segue(cwd, ['similar', 'folded', name, '--json']).stdout).query, 'a - song', name);
  }
  assert.match(segue(cwd, ['info', 'folded']).stdout, /names +folded\n/);
  assert.match(train('--out', 'exact', '--names', 'exact').stderr, /1 playlist, 6 tracks\n(?! {2}took)/);
  assert.equal(readSafetensors(join(cwd, 'exact/model.safetensors')).metadata.track_identity, undefined);
  assert.equal(segue(cwd, ['similar', 'exact', 'a - song [2011 remaster]']).status, 1);
  assert.match(train('--out', 'seed', '--recipe', 'seed').stderr, /1 playlist, 6 tracks/);
  const text = segue(cwd, ['info', 'a.csv']).stdout;
  assert.match(text, /3 spellings are taken for a track that is spelled otherwise, too:\n {4}'a - song \(feat\. b\)' for 'a - song'\n/);
  const json = info(cwd, 'a.csv').json;
  assert.equal(json.merged.spellings, 3);
  assert.deepEqual(json.merged.examples[0], { spelling: 'a - song (feat. b)', track: 'a - song' });
  const wrong = train('--out', 'x', '--names', 'fuzzy');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /--names/);
});

test('the Unicode form of names is what another program makes of them', (t) => {
  const cwd = folder(t);
  // Blocks that have been as they are for long, so that it does not matter whose Unicode is newer.
  const blocks = [[0xa1, 0x24f], [0x370, 0x373], [0x386, 0x4ff], [0x1e00, 0x1eff], [0x2100, 0x2183], [0x2460, 0x24ff],
    [0x3041, 0x3096], [0x30a1, 0x30fe], [0x3131, 0x318e], [0x3200, 0x321e], [0x3260, 0x327b], [0xac00, 0xb000],
    [0xf900, 0xfa0d], [0xfb00, 0xfb06], [0xff08, 0xffbe]];
  const codes = blocks.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    .filter((code) => /\p{L}|\p{N}/u.test(String.fromCodePoint(code)));
  const titles = codes.flatMap((code) => ['', '\u0301', '\u0327\u0302'].map((marks) =>
    `${code.toString(16)} x${String.fromCodePoint(code)}${marks}y`));
  assert.ok(titles.length > 5000);
  writePlaylists(join(cwd, 'a.csv'), titles.map((title) => ['p', 'A', title]));
  assert.equal(segue(cwd, ['train', 'a.csv', '--out', 'out', '--dim', '1', '--epochs', '1', '--threads', '1']).status, 0);
  const plain = (text) => text.replace(/[\u02bb\u02bc\u2032`´]/g, "'");
  const expected = new Set(titles.map((title) => plain(plain(title).normalize('NFKC').toLowerCase().normalize('NFKC'))));
  const found = new Set(readTracks(join(cwd, 'out/tracks.tsv')).map(({ title }) => title));
  assert.deepEqual([...found].filter((title) => !expected.has(title)), []);
  assert.equal(found.size, expected.size);
});

test('info takes one model or playlists, by what is in them', (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'a.txt'), songs(0, 30));
  assert.equal(segue(cwd, ['train', 'a.txt', '--out', 'out', ...quick]).status, 0);
  cpSync(join(cwd, 'out/model.safetensors'), join(cwd, 'really a model.csv'));
  assert.match(segue(cwd, ['info', 'really a model.csv']).stdout, /^recipe +playlist\n/);
  assert.match(segue(cwd, ['info', 'out']).stdout, /^recipe +playlist\n/);
  const mixed = segue(cwd, ['info', 'a.txt', 'out']);
  assert.equal(mixed.status, 2);
  assert.match(mixed.stderr, /'out' is a model: name it alone/);
  assert.match(segue(cwd, ['info', 'a.txt']).stdout, /^a\.txt\n {2}list of songs: 1 playlist, 30 rows, 30 tracks/);
  assert.match(segue(cwd, ['info', '-'], { input: 'a - 1\na - 2\n' }).stdout, /^-\n {2}list of songs: 1 playlist, 2 rows/);
  assert.match(segue(cwd, ['info', 'absent']).stderr, /there is no model 'absent'/);
  assert.match(segue(cwd, ['info', 'a.txt', 'absent']).stderr, /absent: cannot be opened/);
  writeFileSync(join(cwd, 'one.txt'), 'a - 1\n');
  assert.match(segue(cwd, ['info', 'one.txt']).stdout, /nothing to learn from: no playlist holds two different tracks\n$/);
  const many = Array.from({ length: 30 }, () => songs(0, 60)).join('\n');
  writeFileSync(join(cwd, 'many.txt'), many);
  assert.match(segue(cwd, ['info', 'many.txt']).stdout, /enough to learn from: 30 playlists .*, 60 tracks/);
  assert.equal(info(cwd, 'many.txt').json.enough.readiness, 'enough');
});

test('hostile names in playlists reach no terminal', (t) => {
  const cwd = folder(t);
  const evil = '\u001b[2J\u0007\u202e';
  writeFileSync(join(cwd, `${evil}.txt`), `${evil} - x (feat. ${evil})\n${evil} - x\n`);
  writeFileSync(join(cwd, 'a.zip'), zip({ [`${evil}.pdf`]: '%PDF', [`${evil}.txt`]: `a - b\n${evil}\n` }));
  for (const args of [['info', `${evil}.txt`], ['info', 'a.zip'], ['train', 'a.zip', `${evil}.txt`, '--out', 'out', ...quick]]) {
    const { stdout, stderr } = segue(cwd, args);
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
});
