import {
  csv, currentTitle, dataFile, drop, expect, failure, header, heading, manySongs, modelLine, open, options, report, rows,
  saveModel, searchBox, set, test, trainButton, trainToTheEnd, type FileLike,
} from './page.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zip } from '../fixtures/zip.mjs';
import type { Page } from '../../web/test-tools/browser.ts';

/** A safetensors file taken apart: its JSON header and the numbers behind it. */
function takeApart(file: Buffer): { length: number; json: Record<string, { dtype?: string; data_offsets?: [number, number] }> } {
  const length = Number(file.readBigUInt64LE(0));
  return { length, json: JSON.parse(file.subarray(8, 8 + length).toString()) };
}

/** The model with one of its numbers made NaN. */
function withNaN(): Buffer {
  const file = Buffer.from(dataFile('model.safetensors'));
  const { length, json } = takeApart(file);
  const tensor = Object.values(json)
    .filter(({ dtype }) => dtype === 'F32')
    .sort((one, other) => (other.data_offsets?.[1] ?? 0) - (other.data_offsets?.[0] ?? 0) - (one.data_offsets?.[1] ?? 0) + (one.data_offsets?.[0] ?? 0))[0];
  file.writeFloatLE(NaN, 8 + length + (tensor?.data_offsets?.[0] ?? 0) + 4000);
  return file;
}

const playlistsThatFail: [what: string, file: FileLike, told: RegExp][] = [
  ['a picture', { name: 'cover.csv', content: Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex') }, /cover\.csv/],
  ['an empty file', { name: 'empty.csv', content: '' }, /empty/],
  ['a file without the header', { name: 'bare.csv', content: '"u1","korn","freak on a leash","rock"\n"u1","alt-j","left hand free","rock"\n' }, /line 1/],
  ['a header alone', { name: 'header.csv', content: header }, /header\.csv/],
  ['plain prose', { name: 'letter.txt', content: 'Dear reader,\n\nthis is a letter.\n' }, /letter\.txt/],
];

async function theModelIsStillThere(page: Page): Promise<void> {
  await expect(modelLine(page)).toContainText('From the sample');
  await expect(rows(page)).toHaveCount(10);
  const next = await rows(page).nth(1).locator('.song-title').innerText();
  await rows(page).nth(1).click();
  await expect(currentTitle(page)).toHaveText(next);
}

for (const [what, file, told] of playlistsThatFail) {
  test(`${what} is refused with its reason, and the model stays`, async ({ page }) => {
    await open(page);
    await drop(page, file);
    await expect(failure(page)).toBeVisible();
    await expect(failure(page)).toContainText(told);
    await expect(failure(page)).toHaveAttribute('role', 'alert');
    await expect(trainButton(page)).toBeDisabled();
    await theModelIsStillThere(page);
    await page.getByRole('button', { name: 'Learn from the sample instead' }).click();
    await expect(report(page)).toBeVisible();
    await expect(trainButton(page)).toBeEnabled();
  });
}

const modelsThatFail: [what: string, make: () => Buffer][] = [
  ['a model cut short', () => dataFile('model.safetensors').subarray(0, 20_000)],
  ['a model cut within its header', () => dataFile('model.safetensors').subarray(0, 100)],
  ['a model that holds NaN', withNaN],
];

for (const [what, make] of modelsThatFail) {
  test(`${what} is refused with its reason, and the model stays`, async ({ page }) => {
    await open(page);
    await drop(page, { name: 'broken.safetensors', content: make() });
    await expect(failure(page)).toContainText('That model could not be opened');
    await expect(failure(page)).toContainText('broken.safetensors');
    await theModelIsStillThere(page);
    await page.getByRole('button', { name: 'Close this message' }).click();
    await expect(failure(page)).toHaveCount(0);
  });
}

test('bad rows are skipped, counted and explained with their lines', async ({ page }) => {
  await open(page);
  const good = csv({ one: [['a', 'b'], ['c', 'd'], ['e', 'f']] });
  await drop(page, { name: 'mixed.csv', content: `${good}"u","only two"\n"u","g","h","one"\n` });
  await expect(report(page).locator('dl')).toContainText(/1\s*rows skipped|rows skipped\s*1/);
  await page.getByText(/^Why .* skipped$/).click();
  await expect(page.locator('.skipped')).toContainText('mixed.csv, line 5');
});

test('a CSV dropped on the page is trained on and searched', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: csv({ road: [['korn', 'freak on a leash'], ['alt-j', 'left hand free'], ['daft punk', 'fresh']] }) });
  await expect(page.locator('.source-name')).toContainText('mine.csv');
  await expect(report(page)).toContainText('3');
  await trainToTheEnd(page);
  await expect(modelLine(page)).toContainText('mine.csv');
  await expect(modelLine(page)).toContainText('3 songs');
  await searchBox(page).fill('fresh');
  await options(page).first().click();
  await expect(currentTitle(page)).toHaveText('fresh');
  await expect(rows(page)).toHaveCount(2);
});

test('several files read as one, and a bad row is placed in its own file', async ({ page }) => {
  await open(page);
  await drop(
    page,
    { name: 'one.csv', content: csv({ road: [['korn', 'freak on a leash'], ['alt-j', 'left hand free']] }).trimEnd() },
    { name: 'two.csv', content: `${csv({ home: [['daft punk', 'fresh'], ['korn', 'freak on a leash']] })}"u","x"\n` },
  );
  await expect(report(page).locator('dl')).toContainText(/2\s*playlists|playlists\s*2/);
  await expect(report(page).locator('dl')).toContainText(/3\s*songs|songs\s*3/);
  await page.getByText(/^Why .* skipped$/).click();
  await expect(page.locator('.skipped')).toContainText('two.csv, line 4');
});

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/playlists/${name}`, import.meta.url));

const factsOf = (page: Page) => report(page).locator('dl');

test('exports of several services are read together, packed or not, and trained on', async ({ page }) => {
  await open(page);
  await drop(
    page,
    { name: 'my_spotify_data.zip', content: zip({
      'Spotify Account Data/Playlist1.json': fixture('spotify_playlists_2024.json'),
      'Spotify Account Data/StreamingHistory_music_0.json': fixture('spotify_history.json'),
      'Spotify Account Data/Userdata.json': '{"username":"x"}',
      'Spotify Account Data/ReadMeFirst.pdf': '%PDF-1.7',
    }) },
    { name: 'Library.xml', content: fixture('itunes_library.xml') },
    { name: 'mix.m3u8', content: gzipSync(fixture('m3u8_extended.m3u8')) },
  );
  await expect(page.locator('.source-name')).toContainText('my_spotify_data.zip, Library.xml, mix.m3u8');
  await expect(factsOf(page)).toContainText(/8\s*playlists|playlists\s*8/);
  await expect(factsOf(page)).toContainText(/13\s*rows read|rows read\s*13/);
  await page.getByText('What the 4 files are').click();
  await expect(report(page)).toContainText('my_spotify_data.zip/Spotify Account Data/Playlist1.json');
  await expect(report(page)).toContainText('Spotify playlists: 2 playlists, 3 rows');
  await expect(report(page)).toContainText('Spotify streaming history: 3 sessions, 4 plays');
  await expect(report(page)).toContainText('Left out: plays of less than 30 seconds (1)');
  await page.getByText('2 other files passed over').click();
  await expect(report(page)).toContainText('ReadMeFirst.pdf');
  await trainToTheEnd(page);
  await searchBox(page).fill('take five');
  await options(page).first().click();
  await expect(currentTitle(page)).toHaveText('Take Five');
});

test('a table says which of its columns were read as what, and one that breaks off, where', async ({ page }) => {
  await open(page);
  const packed = gzipSync(csv(Object.fromEntries(Array.from({ length: 50 }, (_, list) => [`list ${list}`, [['a', `song ${list * 7919 % 1000}`], ['b', `song ${list}`]]]))));
  await drop(
    page,
    { name: 'scrobbles.csv', content: fixture('lastfm_to_csv.csv') },
    { name: 'cut.csv.gz', content: packed.subarray(0, packed.length - 100) },
  );
  await expect(failure(page)).toContainText('1 file could not be read to the end. What was read is here.');
  await expect(failure(page)).toContainText(/cut\.csv Nothing behind row \d+ was read: it is cut short: download it once more\./);
  await expect(page.locator('.skipped')).not.toContainText('Nothing behind');
  await page.getByText('What the 2 files are').click();
  await expect(page.locator('.listed li').filter({ hasText: 'scrobbles.csv' })).toContainText(
    'Last.fm scrobbles: 2 sessions, 3 plays' + 'Columns read: column 1 as artist, column 3 as title, column 4 as time');
});

test('letters that were read by a guess are told of', async ({ page }) => {
  await open(page);
  const table = 'Artist,Title\nBeyoncé,Déjà Vu\nSigur Rós,Sæglópur\nMotörhead,Ace of Spades\n';
  await drop(page, { name: 'mine.csv', content: Buffer.from(table, 'latin1') });
  await expect(report(page)).toContainText('The letters of mine.csv were read as Windows-1252, which is a guess.');
});

test('a listening history is told in sessions, plays and entries, to the end', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'StreamingHistory_music_0.json', content: fixture('spotify_history.json') });
  await expect(factsOf(page)).toContainText(/3\s*sessions|sessions\s*3/);
  await expect(factsOf(page)).toContainText(/4\s*plays read|plays read\s*4/);
  await expect(factsOf(page)).toContainText(/1\s*entries skipped|entries skipped\s*1/);
  await expect(page.locator('.page > [role=status]')).toContainText('4 plays read: 4 songs in 3 sessions.');
  await expect(page.locator('.source')).toContainText('1 session of two songs or more');
  await expect(page.locator('.source')).not.toContainText('playlist');
  await trainButton(page).click();
  await expect(page.getByRole('heading', { name: 'It has learnt these sessions' })).toBeVisible({ timeout: 45_000 });
  await expect(page.locator('.outcome')).toContainText('with so few sessions it needs them all');
  await page.getByText('How it was made').first().click();
  await expect(page.locator('.how-made')).toContainText('3 sessions, 4 plays');
  await expect(page.locator('.facts').first()).toContainText('in the sessions');
});

test('a bad file among good ones is told with its place, and loses nothing', async ({ page }) => {
  await open(page);
  await drop(
    page,
    { name: 'good.txt', content: 'A - one\nB - two\nA - one (Remastered 2009)\n' },
    { name: 'bad.csv', content: 'name,colour\nx,y\n' },
    { name: 'cut.json', content: fixture('spotify_playlists_2024.json').subarray(0, 700) },
  );
  await expect(factsOf(page)).toContainText(/4\s*rows read|rows read\s*4/);
  const bad = failure(page).filter({ hasText: '1 file could not be read. The others are here.' });
  await expect(bad).toContainText('bad.csv, line 1');
  await expect(bad).toContainText('is named as an artist; rename what holds that to "artist"');
  const stopped = failure(page).filter({ hasText: '1 file could not be read to the end. What was read is here.' });
  await expect(stopped).toContainText('cut.json Nothing behind line 27 was read: the file ends here, in the middle: it was cut short.');
  await expect(page.getByText(/^Why .* skipped$/)).toHaveCount(0);
  await page.getByText('1 other spelling taken for the same song').click();
  await expect(report(page)).toContainText('a - one (remastered 2009) is a - one');
  await expect(trainButton(page)).toBeEnabled();
});

test('where there is little to learn from, the sample can be added and left out again', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.txt', content: 'A - one\nB - two\n' });
  await expect(page.locator('.source')).toContainText('That is little to learn from: 1 playlist of two songs or more');
  await page.getByRole('button', { name: 'Learn from the sample, too' }).click();
  await expect(page.locator('.source-name')).toContainText('mine.txt with the sample');
  await expect(page.locator('.source')).toContainText('That is enough to learn from.');
  await page.getByRole('button', { name: 'Leave the sample out again' }).click();
  await expect(factsOf(page)).toContainText(/1\s*playlists|playlists\s*1/);
});

test('a whole folder can be picked, and what is no playlist in it is passed over', async ({ page }, info) => {
  await open(page);
  const folder = info.outputPath('My Music');
  mkdirSync(join(folder, 'lists/.hidden'), { recursive: true });
  writeFileSync(join(folder, 'lists/a.txt'), 'A - one\nB - two\n');
  writeFileSync(join(folder, 'lists/.hidden/b.txt'), 'C - three\n');
  writeFileSync(join(folder, 'cover.png'), Buffer.from('89504e470d0a1a0a', 'hex'));
  await page.getByLabel('a whole folder').setInputFiles(folder);
  await expect(page.locator('.source-name')).toContainText('My Music');
  await expect(factsOf(page)).toContainText(/2\s*rows read|rows read\s*2/);
  await page.getByText('What the file is').click();
  await expect(report(page)).toContainText('My Music/lists/a.txt');
  await page.getByText('1 other file passed over').click();
  await expect(report(page)).toContainText('My Music/cover.png');
});

test('a bomb is refused while the page stays alive', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'bomb.csv.gz', content: gzipSync(Buffer.concat([Buffer.from(header), Buffer.alloc(200 << 20, '\n')]), { level: 9 }) });
  await expect(failure(page)).toContainText('more than 200 times its size');
  await theModelIsStillThere(page);
});

test('names are text and nothing else', async ({ page }) => {
  await open(page);
  const markup = '<img src=x onerror="document.title=1;window.hacked=true">';
  const script = '</bdi><script>window.hacked = true</script>';
  const reversed = '\u202Ereversed';
  const long = 'x'.repeat(5000);
  await drop(page, {
    name: '<b>bold.csv',
    content: csv({ '<i>list': [[markup, script], [reversed, 'b'], [long, long], ['c', markup], ['شیرین', 'آهنگ']] }),
  });
  await expect(page.locator('.source-name')).toContainText('<b>bold.csv');
  await trainToTheEnd(page);
  await searchBox(page).fill('onerror');
  await expect(options(page).first()).toContainText('<img src=x');
  await options(page).first().click();
  await expect(heading(page)).toContainText('<img src=x');
  await expect(page.locator('.listen img, .listen script, .teach b')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
  // Each name is in a <bdi> of its own, so that none can turn what follows it.
  for (const row of await rows(page).all()) await expect(row.locator('bdi')).toHaveCount(2);
});

test('a model is known by its content, saved, and opened again', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'lists.csv', content: manySongs(10, 10) });
  await set(page, { 'Numbers per song': '8', Passes: '2' });
  await trainToTheEnd(page);
  await expect(modelLine(page)).toContainText('From lists.csv');
  const neighbours = await rows(page).allTextContents();
  const file = await saveModel(page);
  expect(takeApart(file).json).toHaveProperty('__metadata__');

  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(modelLine(page)).toContainText('From the sample');
  await drop(page, { name: 'named-wrongly.csv', content: file });
  await expect(modelLine(page)).toContainText('From named-wrongly.csv');
  await expect.poll(() => rows(page).allTextContents()).toEqual(neighbours);
});

test('files can be picked as well as dropped, the same one twice', async ({ page }) => {
  await open(page);
  const pick = page.getByLabel('choose files');
  await pick.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('no header') });
  await expect(failure(page)).toContainText('a.csv');
  await pick.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(manySongs(3, 3)) });
  await expect(failure(page)).toHaveCount(0);
  await expect(report(page)).toBeVisible();
});

test('a file dropped during training is not lost silently', async ({ page }) => {
  await open(page);
  await set(page, { Passes: '1000' });
  await trainButton(page).click();
  await expect(page.locator('.running')).toBeVisible();
  await drop(page, { name: 'later.csv', content: manySongs(3, 3) });
  await expect(page.getByRole('alert')).toContainText('It is still learning');
  await page.locator('.stop').click();
  await expect(page.locator('.outcome')).toBeVisible();
});
