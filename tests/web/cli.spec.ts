import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { choose, currentTitle, drop, expect, manySongs, modelLine, open, rows, saveModel, set, test, trainToTheEnd } from './page.ts';

const program = fileURLToPath(new URL('../../build/release/segue', import.meta.url));
const sample = fileURLToPath(new URL('../../web/dist/data/sample.csv', import.meta.url));

interface Answer {
  neighbours: { track: string; position: number; similarity: number }[];
}

interface Info {
  hyperparameters: Record<string, number>;
  names: string;
  epoch_losses: number[];
  memory: { playlists: number; entries: number; names: boolean } | null;
}

let folder: string;
test.beforeEach(() => {
  expect(existsSync(program), `${program} is there: ./demo builds it`).toBe(true);
  folder = mkdtempSync(join(tmpdir(), 'segue-page-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function segue(...options: string[]): string {
  return execFileSync(program, options, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** A run of the command line on the page's sample; its model file. */
function run(...options: string[]): string {
  segue('run', 'page', '--csv_path', sample, ...options);
  return join(folder, 'experiments/page/model.safetensors');
}

test('a model trained by the command line opens here and gives the same neighbours', async ({ page }) => {
  const model = run('--num_rows', '3000', '--embedding_dim', '32', '--epochs', '3');
  await open(page);
  await drop(page, { name: 'model.safetensors', content: readFileSync(model) });
  await expect(modelLine(page)).toContainText('From model.safetensors');

  for (let step = 0; step < 3; step++) {
    const heading = await page.locator('#song-heading').innerText();
    const title = await currentTitle(page).innerText();
    const artist = await page.locator('#song-heading .song-artist').innerText();
    const answer = JSON.parse(segue('similar', model, `${artist} - ${title}`, '--json')) as Answer;
    const shown = await rows(page).evaluateAll((links) => links.map((link) => ({
      // The page shows names as they were first written; tracks are told apart in lower case.
      track: `${link.querySelector('.song-artist')?.textContent} - ${link.querySelector('.song-title')?.textContent}`.toLowerCase(),
      position: Number(link.getAttribute('data-position')),
      similarity: Number(link.querySelector('.number')?.textContent?.replace('−', '-')),
    })));
    expect(shown).toEqual(answer.neighbours.map(({ track, position, similarity }) =>
      ({ track, position, similarity: Number(similarity.toFixed(3)) })));
    await rows(page).nth(step + 1).click();
    // A cover may have its original's title.
    await expect.poll(() => page.locator('#song-heading').innerText()).not.toBe(heading);
  }
});

test('the page trains the very model that the command line trains, bit for bit', async ({ page }) => {
  // Else the page may draw the model's map, which goes into its file.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const model = run('--epochs', '2');
  await open(page);
  await choose(page, 'The original');
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  const saved = await saveModel(page, { withPlaylists: 'not asked' });
  expect(saved.equals(readFileSync(model))).toBe(true);
});

test('left as they are, the settings are those of the command line', async ({ page }) => {
  const playlists = manySongs(30, 20);
  await open(page);
  await drop(page, { name: 'own.csv', content: playlists });
  await trainToTheEnd(page);
  writeFileSync(join(folder, 'saved.safetensors'), await saveModel(page, { withPlaylists: true }));
  writeFileSync(join(folder, 'own.csv'), playlists);
  segue('train', 'own.csv', '--out', 'own');
  const [ours, theirs] = ['saved.safetensors', 'own'].map((model) => JSON.parse(segue('info', model, '--json')) as Info);
  expect(ours?.hyperparameters).toEqual(theirs?.hyperparameters);
  expect(ours?.names).toBe(theirs?.names);
  expect(ours?.memory).toEqual({ playlists: 30, entries: 600, names: true });
  expect(ours?.memory).toEqual(theirs?.memory);
  expect(ours?.epoch_losses.length).toBe(theirs?.epoch_losses.length);
});
