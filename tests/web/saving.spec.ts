/** A model's file, and whether it may hold the playlists that the model carries. */
import {
  csv, downloadModel, drop, expect, looks, modelLine, open, ready, rows, saveModel, set, test, trainToTheEnd, violations,
} from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const hostile = '"><img src=x onerror="window.hacked=1"> \u202eMum’s, {"__metadata__":0}';

/** Twelve playlists of eight songs, one of them with a name that is none. */
function playlists(): string {
  return csv(Object.fromEntries(Array.from({ length: 12 }, (_, list) => [
    list === 0 ? hostile : `Secret ${list}`,
    Array.from({ length: 8 }, (_unused, song): [string, string] => [`artist ${song % 3}`, `song ${(list * 5 + song) % 40}`]),
  ])));
}

async function train(page: Page): Promise<void> {
  // No map is drawn then, with which the file would be another one.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await drop(page, { name: 'mine.csv', content: playlists() });
  await set(page, { 'Numbers per song': '8', Passes: '2' });
  await trainToTheEnd(page);
  await expect(modelLine(page)).toContainText('From mine.csv');
}

/** What of the playlists a file has. */
const traces = (file: Buffer): string[] => [hostile, 'Secret 7', 'playlists.', 'answer_weights'].filter((text) => file.includes(text));
const all = [hostile, 'Secret 7', 'playlists.', 'answer_weights'];

const saveButton = (page: Page) => page.getByRole('button', { name: 'Save model' });
const box = (page: Page) => page.getByRole('checkbox', { name: /^Include its/ });

test('a file has the playlists where they were chosen, and else no trace of them, whatever they are called', async ({ page }) => {
  await train(page);
  const bare = await saveModel(page, { withPlaylists: false });
  const whole = await saveModel(page, { withPlaylists: true });
  expect([traces(bare), traces(whole)]).toEqual([[], all]);
  expect((await downloadModel(page, 'mine.csv', { withPlaylists: false })).file.equals(bare)).toBe(true);
  expect((await downloadModel(page, 'mine.csv', { withPlaylists: true })).file.equals(whole)).toBe(true);
  await expect(page.locator('.page > [role=status]')).toContainText('with its playlists');

  // What the browser keeps for the person has them, and no address does.
  await page.reload();
  await ready(page);
  expect((await saveModel(page, { withPlaylists: true })).equals(whole)).toBe(true);
  await rows(page).first().click();
  await expect(page).toHaveURL(/#model=[0-9a-f]{10}&track=\d+$/);
  await page.locator('.tracklist .add').first().click();
  await expect(page.locator('.maker-songs .songlist > li')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Copy a link' })).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);

  // A file without them answers by its vectors, and there is nothing to ask.
  await drop(page, { name: 'bare.safetensors', content: bare });
  await expect(modelLine(page)).toContainText('From bare.safetensors');
  await expect(saveButton(page)).not.toHaveAttribute('aria-expanded');
  expect((await saveModel(page, { withPlaylists: 'not asked' })).equals(bare)).toBe(true);
  await drop(page, { name: 'whole.safetensors', content: whole });
  await expect(modelLine(page)).toContainText('From whole.safetensors');
  expect(traces(await saveModel(page))).toEqual([]);
});

test('the sample’s made-up playlists are asked about by nobody', async ({ page }) => {
  await open(page);
  const file = await saveModel(page, { withPlaylists: 'not asked' });
  expect(file.includes('playlists.track')).toBe(true);
});

test('keys open the choice, make it, and leave it', async ({ page }) => {
  await train(page);
  await expect(saveButton(page)).toHaveAttribute('aria-expanded', 'false');
  await saveButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(saveButton(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(box(page)).toBeFocused();
  await expect(box(page)).not.toBeChecked();
  await expect(box(page)).toHaveAccessibleName('Include its 12 playlists');
  await expect(box(page)).toHaveAccessibleDescription(/^Those it learnt from: their names, and their songs in order\. .* leave them out/);
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveCount(0);
  await expect(saveButton(page)).toBeFocused();
  // What was chosen and not done counts for nothing.
  await page.keyboard.press('Enter');
  await expect(box(page)).not.toBeChecked();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  await downloading;
  await expect(saveButton(page)).toBeFocused();
  await expect(box(page)).toHaveCount(0);

  // Another model is asked about anew.
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeFocused();
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(modelLine(page)).toContainText('From the sample');
  await expect(box(page)).toHaveCount(0);
});

for (const { colorScheme, width } of looks) {
  test.describe(`the choice: ${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('axe finds nothing, all is in reach of a finger, and nothing stands out sideways', async ({ page }) => {
      await train(page);
      await saveButton(page).click();
      await page.getByRole('button', { name: 'Download mine.csv' }).click();
      await expect(box(page)).toHaveCount(2);
      expect(await violations(page)).toEqual([]);
      const heights = await page.locator('.save-choice .tick, .save-choice button').evaluateAll((parts) =>
        parts.map((part) => part.getBoundingClientRect().height));
      expect(heights).toHaveLength(4);
      for (const height of heights) expect(height).toBeGreaterThanOrEqual(44);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    });
  });
}
