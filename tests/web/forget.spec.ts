/** What is forgotten can be had back, and what that takes is told. */
import { drop, expect, manySongs, modelLine, open, ready, set, test, trainToTheEnd, violations } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const shelf = (page: Page) => page.locator('.shelf');

async function trainMine(page: Page): Promise<void> {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
}

/** What the browser keeps under keys that begin so. */
const keptKeys = (page: Page, prefix: string) => page.evaluate(async (start) => {
  const [{ name = '' } = {}] = (await indexedDB.databases()).filter((one) => one.name?.startsWith('segue'));
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
  const keys = await new Promise<IDBValidKey[]>((resolve) => {
    const request = database.transaction('models').objectStore('models').getAllKeys();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return keys.map(String).filter((key) => key.startsWith(start));
}, prefix);

for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } })) {
  test.describe(size, () => {
    test.use({ viewport });

    test('a forgotten model is had back at once, in use as it was', async ({ page }) => {
      await trainMine(page);
      await button(page, 'Forget mine.csv').click();
      await expect(modelLine(page)).toContainText('From the sample');
      await expect(shelf(page).locator('.forgotten')).toContainText(/Forgotten: 124 songs, \d+ kB\. It can be had back until/);
      await expect(button(page, 'Undo forgetting mine.csv')).toBeFocused();
      expect(await violations(page)).toEqual([]);
      await button(page, 'Undo forgetting mine.csv').click();
      await expect(shelf(page).locator('.forgotten')).toHaveCount(0);
      await expect(modelLine(page)).toContainText('From mine.csv');
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    });
  });
}

test('a forgotten model is had back after a reload, too', async ({ page }) => {
  await trainMine(page);
  await button(page, 'Forget mine.csv').click();
  await expect(modelLine(page)).toContainText('From the sample');
  await page.reload();
  await ready(page);
  await button(page, 'Undo forgetting mine.csv').click();
  await button(page, 'Use mine.csv').click();
  await expect(modelLine(page)).toContainText('From mine.csv');
});

test('what is deleted for good leaves no bytes', async ({ page }) => {
  await trainMine(page);
  await button(page, 'Forget mine.csv').click();
  expect(await keptKeys(page, 'model:')).toHaveLength(1);
  await button(page, 'Delete mine.csv for good').click();
  await expect(page.getByRole('heading', { name: 'Your models' })).toHaveCount(0);
  expect(await keptKeys(page, 'model:')).toEqual([]);
});

test('a week later it is cleared away', async ({ page }) => {
  await trainMine(page);
  await button(page, 'Forget mine.csv').click();
  await expect(shelf(page).locator('.forgotten')).toBeVisible();
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 8 * 24 * 3600_000;
  });
  await page.reload();
  await ready(page);
  await expect.poll(() => keptKeys(page, 'model:')).toEqual([]);
  await expect(shelf(page)).toHaveCount(0);
});

test('where there is no room for a model, what was forgotten makes some', async ({ page }) => {
  await page.addInitScript(() => {
    // As full as with one model.
    const put = Reflect.get(IDBObjectStore.prototype, 'put') as IDBObjectStore['put'];
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      const request = put.call(this, value, key);
      if (value instanceof Blob) {
        const { transaction } = this;
        const counting = this.getAllKeys();
        counting.onsuccess = () => {
          if (counting.result.filter((one) => String(one).startsWith('model:')).length > 1) transaction.abort();
        };
      }
      return request;
    };
  });
  await trainMine(page);
  await button(page, 'Forget mine.csv').click();
  await expect(shelf(page).locator('.forgotten')).toBeVisible();
  await trainToTheEnd(page);
  await expect(page.locator('.notice').filter({ hasText: 'Forgotten models made room for this one' })).toContainText('1 forgotten model can no longer be had back');
  await expect(shelf(page).locator('.forgotten')).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(modelLine(page)).toContainText('From mine.csv');
});

test('a model that one tab forgets while another draws its map leaves no bytes', async ({ page, context }) => {
  // No map is drawn in training then.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await trainMine(page);
  const other = await context.newPage();
  await open(other);
  await expect(modelLine(other)).toContainText('From mine.csv');
  await button(page, 'Forget mine.csv').click();
  await button(page, 'Delete mine.csv for good').click();
  await button(other, 'Show the map').click();
  await button(other, 'Draw the map').click();
  await expect(other.locator('.map-front')).toBeVisible();
  await other.waitForTimeout(500);  // in which it would be kept once more
  expect(await keptKeys(page, 'model:')).toEqual([]);
});

test('two models of one name are told apart', async ({ page }) => {
  await trainMine(page);
  await trainToTheEnd(page);
  await expect(modelLine(page)).toContainText('From mine.csv (2)');
  await expect(shelf(page).locator('.shelf-name')).toHaveText(['mine.csv (2)', 'mine.csv', 'The sample']);
  await button(page, 'Rename mine.csv (2)').click();
  await page.getByRole('textbox', { name: /^New name/ }).fill('mine.csv');
  await page.keyboard.press('Enter');
  await expect(modelLine(page)).toContainText('From mine.csv (2)');
});
