import { expect, open, rows, searchBox, test, violations } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const songs = (page: Page) => page.locator('.maker-songs .songlist > li');
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ });
const redo = (page: Page) => page.getByRole('button', { name: /^Redo/ });

async function addThree(page: Page): Promise<void> {
  for (const place of [0, 1, 2]) await page.locator('.tracklist .add').nth(place).click();
  await expect(songs(page)).toHaveCount(3);
}

test('what was undone is done again, by a button', async ({ page }) => {
  await open(page);
  await addThree(page);
  await expect(redo(page)).toHaveCount(0);
  for (const left of [2, 1, 0]) {
    await undo(page).click();
    await expect(songs(page)).toHaveCount(left);
  }
  await expect(undo(page)).toHaveCount(0);
  // The button that had the focus is gone; whoever goes by keys is still in the playlist.
  expect(await page.evaluate(() => document.activeElement?.closest('.maker') !== null)).toBe(true);
  await redo(page).click();
  await redo(page).click();
  await expect(songs(page)).toHaveCount(2);
  await expect(page.locator('.page > [role=status]')).toHaveText(/^Done again: adding /);
  expect(await violations(page)).toEqual([]);
  await page.locator('.tracklist .add').nth(5).click();
  await expect(redo(page)).toHaveCount(0);
});

test('and by keys, which in a field for text are the field’s own', async ({ page }) => {
  await open(page);
  await addThree(page);
  await rows(page).nth(4).focus();
  await page.keyboard.press('Control+z');
  await expect(songs(page)).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(songs(page)).toHaveCount(1);
  await page.keyboard.press('Control+Shift+Z');
  await expect(songs(page)).toHaveCount(2);
  await page.keyboard.press('Control+y');
  await expect(songs(page)).toHaveCount(3);
  await searchBox(page).fill('abc');
  await page.keyboard.press('Control+z');
  await expect(searchBox(page)).not.toHaveValue('abc');
  await expect(songs(page)).toHaveCount(3);
});
