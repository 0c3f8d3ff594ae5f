import {
  choose, drop, expect, looks, manySongs, open, ready, set, stopButton, test, trainButton,
  trainToTheEnd, violations,
} from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

test.beforeEach(() => test.slow());

const hits = (page: Page) => page.locator('.loss-now', { hasText: 'Finds the hidden song in its first ten' });
const hitChart = (page: Page) => page.locator('.line-chart').nth(1);
const moving = (page: Page) => page.locator('.sketch canvas');

/** Looks and sketches take a small share of the time: on a machine that does something else they are seldom. */
const patiently = { timeout: 45_000 };

/** A print of what the moving map shows. */
const print = (page: Page) => moving(page).evaluate((canvas) => {
  let sum = 0;
  for (const letter of (canvas as HTMLCanvasElement).toDataURL()) sum = (sum * 31 + letter.charCodeAt(0)) | 0;
  return sum;
});

test('it is told live how many hidden songs are found, and the last figure is kept', async ({ page }) => {
  await open(page);
  await set(page, { Passes: '30' });
  await trainButton(page).click();
  await expect(hits(page).locator('.number')).toHaveText(/^\d+ of 660$/, patiently);
  await expect(hitChart(page).locator('canvas')).toBeVisible(patiently);
  await expect(hitChart(page).locator('figcaption')).toHaveText(/^Found after [\d.]+ passes: \d+ of 660; after [\d.]+: \d+ of 660\.$/);
  await hits(page).getByRole('button').focus();
  const tip = page.getByRole('tooltip').filter({ hasText: 'HR@10' });
  await expect(tip).toBeVisible();
  await expect(tip).toContainText('660 playlists hide one song each');
  await expect(tip).toContainText(/to within \d+ or so/);
  await expect(page.getByRole('heading', { name: 'It has learnt these playlists' })).toBeVisible(patiently);
  const told = await hits(page).locator('.number').innerText();
  expect(Number(told.split(' ')[0])).toBeGreaterThan(10);  // a blind guess finds one
  await expect(page.locator('.shelf')).toContainText(`finds ${told} hidden songs`);
  await expect(page.locator('.page > [role=status]')).toContainText(`Finds ${told} hidden songs.`);
  await page.reload();
  await ready(page);
  await expect(page.locator('.shelf')).toContainText(`finds ${told} hidden songs`);
});

test('stopped early, it still says how well it does', async ({ page }) => {
  await open(page);
  await set(page, { Passes: '1000' });
  await trainButton(page).click();
  await expect(hits(page).locator('.number')).toHaveText(/^\d+ of 660$/, patiently);
  await stopButton(page).click();
  await expect(page.locator('.outcome .findings')).toContainText(/^Of 660 songs hidden from it, it finds \d+/);
  await expect(page.locator('.outcome')).not.toContainText('hardly a song in common');
  await expect(hits(page).locator('.number')).toHaveText(/^\d+ of 660$/);
});

test('a small collection is left whole, and the original too, and both say so', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { Passes: '3' });
  await trainToTheEnd(page);
  await expect(page.locator('.outcome')).toContainText('No song is hidden to test it by: with so few playlists it needs them all.');
  await choose(page, 'The original');
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await expect(page.locator('.outcome')).toContainText('the original learns from every row');
  await expect(hits(page)).toHaveCount(0);
});

test('the map moves as it learns, rests with it, and comes to lie where the whole map does', async ({ page }) => {
  await open(page);
  await set(page, { Passes: '1000' });
  await trainButton(page).click();
  await expect(moving(page)).toBeVisible(patiently);
  const first = await print(page);
  await expect.poll(() => print(page), patiently).not.toBe(first);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.waitForTimeout(2000);  // the last glide ends
  const rested = await print(page);
  await page.waitForTimeout(1500);
  expect(await print(page)).toBe(rested);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => print(page), patiently).not.toBe(rested);
  await stopButton(page).click();
  await expect(page.locator('.outcome')).toBeVisible();
  await expect(page.locator('.outcome .sketch')).toContainText('those that keep the same company lie close together');
  // The whole map is drawn unasked, and kept.
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.locator('.map-front')).toBeVisible(patiently);
  await expect.poll(() => print(page)).not.toBe(rested);
  await page.waitForTimeout(500);
  await page.reload();
  await ready(page);
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.locator('.map-front')).toBeVisible();
});

test('a training that is over at once has its map all the same', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { Passes: '1' });
  await trainToTheEnd(page);
  await expect(page.locator('.outcome .sketch')).toContainText(/The map of the \d+ songs/, patiently);
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.locator('.map-front')).toBeVisible();
});

test('nothing moves for whoever asked for that, and no map is drawn unasked', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await set(page, { Passes: '15' });
  await trainToTheEnd(page);
  await expect(page.locator('.sketch')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.getByRole('button', { name: 'Draw the map' })).toBeVisible();
});

for (const { colorScheme, width } of looks) {
  test.describe(`learning: ${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('axe finds nothing, and nothing stands out sideways', async ({ page }) => {
      await open(page);
      await set(page, { Passes: '1000' });
      await trainButton(page).click();
      await expect(moving(page)).toBeVisible(patiently);
      await expect(hitChart(page).locator('canvas')).toBeVisible(patiently);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      await stopButton(page).click();
      await expect(page.locator('.outcome .sketch')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      const [figure, box] = await Promise.all([hits(page).locator('.number').boundingBox(), page.locator('.outcome').boundingBox()]);
      expect((figure?.x ?? 0) + (figure?.width ?? 999)).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0));
    });
  });
}
