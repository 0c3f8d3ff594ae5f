/** What the page may cost: bytes, and time with a hundred thousand songs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { dataFile, expect, heading, open, options, rows, searchBox, test } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(repository, 'web/dist');

test('the page and one core, compressed, are at most 680 kB, with the core that it does not use 1.18 MB; the sample’s model at most 1.6 MB', () => {
  const files = ['assets', '.'].flatMap((folder) => readdirSync(join(dist, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile()).map(({ name }) => join(dist, folder, name)));
  expect(files.length).toBeGreaterThan(8);
  const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(file), { level: 9 }).length }));
  const sum = sizes.reduce((all, { bytes }) => all + bytes, 0);
  const cores = sizes.filter(({ file }) => file.endsWith('.wasm')).map(({ bytes }) => bytes);
  expect(cores).toHaveLength(2);
  // The other core comes later, with what is kept for a visit without a network.
  expect(sum - Math.min(...cores)).toBeLessThan(680_000);
  expect(sum).toBeLessThan(1_180_000);
  expect(gzipSync(dataFile('model.safetensors')).length).toBeLessThan(1_600_000);
});

/** A safetensors file with one more tensor of floats at its end. */
function withMap(file: Buffer, map: Float32Array): Buffer {
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<string, unknown>;
  const data = file.subarray(8 + length);
  header['map'] = { dtype: 'F32', shape: [map.length / 2, 2], data_offsets: [data.length, data.length + map.byteLength] };
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([size, padded, data, Buffer.from(map.buffer)]);
}

/** A model of a hundred thousand songs that mean nothing, with a map of them. */
function bigModel(): { file: Buffer; tracks: number } {
  const folder = mkdtempSync(join(tmpdir(), 'segue-'));
  const segue = (...options_: string[]): void => {
    const { status, stderr } = spawnSync(join(repository, 'build/release/segue'), options_, { cwd: folder, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  };
  segue('synthesize', '--tracks', '110000', '--rows', '2000000', '--out', 'big.csv');
  segue('train', 'big.csv', '--out', 'big', '--dim', '16', '--epochs', '1');
  const tracks = readFileSync(join(folder, 'big/tracks.tsv'), 'utf8').trim().split('\n').length - 1;
  const spread = Float32Array.from({ length: 2 * tracks }, (_, at) => {
    const turn = Math.sin(at * 12.9898) * 43758.5453;
    return (turn - Math.floor(turn)) * 2 - 1;
  });
  const file = withMap(readFileSync(join(folder, 'big/model.safetensors')), spread);
  rmSync(folder, { recursive: true });
  return { file, tracks };
}

const median = (numbers: number[]): number => numbers.sort((one, other) => one - other)[numbers.length >> 1] ?? NaN;

/**
 * The best of some rounds: what the page itself takes, as the machine may do something else in any of them. The
 * first that keeps to the budget is enough.
 */
async function best(round: () => Promise<number>, budget: number): Promise<number> {
  let least = Infinity;
  for (let rounds = 0; rounds < 10 && !(least < budget); rounds++) least = Math.min(least, await round());
  return least;
}

async function openBig(page: Page): Promise<number> {
  const { file, tracks } = bigModel();
  await page.locator('.model-line input[type=file]').setInputFiles({ name: 'big.safetensors', mimeType: 'application/octet-stream', buffer: file });
  await expect(page.locator('.model-line')).toContainText('From big.safetensors', { timeout: 30_000 });
  await expect(heading(page)).toBeVisible();
  await expect(page).toHaveURL(/model=/);
  return tracks;
}

/**
 * Milliseconds that this processor takes, throttled as the page is, for a fixed piece of work. Machines differ by
 * twice from day to day; what a first visit takes beside this does not. It is 1.4 to 2.2 on a slow day.
 */
const workTime = (page: Page): Promise<number> => page.evaluate(() => {
  const begin = performance.now();
  let number = 1;
  for (let i = 0; i < 20_000_000; i++) number = (number * 16_807) % 2_147_483_647;
  return performance.now() - begin + (number === 0 ? 1 : 0);
});

const mostWork = 2;

test('a first visit can be used soon on a processor four times as slow', async ({ browser, baseURL }) => {
  const took = async (): Promise<number> => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        const box = document.querySelector<HTMLInputElement>('#search');
        if (!box || box.disabled || !document.querySelector('.tracklist a')) return;
        observer.disconnect();
        Object.assign(window, { usable: performance.now() });
      }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(baseURL ?? '');
    await page.waitForFunction(() => 'usable' in window);
    const usable = await page.evaluate(() => (window as unknown as { usable: number }).usable);
    const work = await workTime(page);
    await context.close();
    return usable / work;
  };
  expect(await best(took, mostWork)).toBeLessThan(mostWork);
});

/** Milliseconds from a letter to the songs that it finds, for each beginning of a name. */
function answers(page: Page, name: string): Promise<number[]> {
  return page.evaluate(async (typed) => {
    const box = document.querySelector<HTMLInputElement>('#search');
    const list = document.querySelector('#search-options');
    if (!box || !list) throw new Error('no search box');
    /** Types a text; ends with the change of the list that comes of it. */
    const type = async (text: string): Promise<number> => {
      const shown = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve();
        });
        observer.observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
      });
      const start = performance.now();
      box.value = text;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await shown;
      return performance.now() - start;
    };
    const times: number[] = [];
    for (let length = 2; length <= typed.length; length++) {
      await type('');  // a letter more may find the same songs again, which nobody could see
      times.push(await type(typed.slice(0, length)));
    }
    return times;
  }, name);
}

/** Milliseconds of script in each frame while a hand moves the map and comes closer. */
async function frameCosts(page: Page, box: { x: number; y: number }): Promise<number[]> {
  await page.evaluate(() => (window as unknown as { costs: number[] }).costs.splice(0));
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 350, box.y + 120, { steps: 60 });
  await page.mouse.up();
  await page.locator('.map-front').focus();
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, -60);
  await page.waitForTimeout(500);
  const costs = await page.evaluate(() => (window as unknown as { costs: number[] }).costs);
  expect(costs.length).toBeGreaterThan(10);
  return costs;
}

test('a model of a hundred thousand songs is searched as one types, and its map moves with the hand', async ({ page }) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => {
    const costs: number[] = [];
    Object.assign(window, { costs });
    const real = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => real((now) => {
      const start = performance.now();
      callback(now);
      costs.push(performance.now() - start);
    });
  });
  await open(page);
  const tracks = await openBig(page);
  expect(tracks).toBeGreaterThan(100_000);
  await expect(rows(page)).toHaveCount(10);
  const name = await rows(page).nth(3).locator('.song-title').innerText();
  await searchBox(page).pressSequentially(name);
  await expect(options(page).first()).toBeVisible();
  const budget = 16;
  expect(await best(async () => median(await answers(page, name)), budget)).toBeLessThan(budget);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Show the map' }).click();
  const map = page.locator('.map-front');
  await expect(map).toBeVisible();
  await map.scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
  const box = await map.boundingBox();
  if (!box) throw new Error('no map');
  // The rasteriser of a machine without a graphics card is another thread's; this is the script's share.
  expect(await best(async () => median(await frameCosts(page, box)), 4)).toBeLessThan(4);
});
