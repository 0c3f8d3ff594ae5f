import {
  currentTitle, downloadModel, drop, expect, heading, looks, manySongs, modelLine, open, ready, rows, set, test, trainToTheEnd, violations,
} from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const shelf = (page: Page) => page.locator('.shelf');

/** Lets `opened` open what the browser keeps, behind the page's back. */
async function exposeStore(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const opened = async (): Promise<IDBDatabase> => {
      const [{ name = '' } = {}] = (await indexedDB.databases()).filter((one) => one.name?.startsWith('segue'));
      return new Promise((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
    };
    Object.assign(window, { opened });
  });
}

type Exposed = typeof globalThis & { opened: () => Promise<IDBDatabase> };

async function trainTwo(page: Page): Promise<void> {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { 'Numbers per song': '12', Passes: '2' });
  await trainToTheEnd(page);
  await set(page, { 'Numbers per song': '8', Passes: '3' });
  await trainToTheEnd(page);
  await expect(shelf(page).locator('ul > li')).toHaveCount(3);
}

test('a kept model is renamed, and stays so', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(8, 8) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await page.getByRole('button', { name: 'Rename mine.csv' }).click();
  const name = page.getByRole('textbox', { name: 'New name of mine.csv' });
  await expect(name).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(name).toBeHidden();
  await expect(page.getByRole('button', { name: 'Rename mine.csv' })).toBeFocused();
  await page.keyboard.press('Enter');
  await name.fill('<b>Sunday</b>');
  await page.keyboard.press('Enter');
  await expect(shelf(page)).toContainText('<b>Sunday</b>');
  await expect(modelLine(page)).toContainText('From <b>Sunday</b>');
  await page.reload();
  await ready(page);
  await expect(modelLine(page)).toContainText('From <b>Sunday</b>');
});

test('a kept model is downloaded as it is, and opens again', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(8, 8) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(modelLine(page)).toContainText('From the sample');
  const { name, file } = await downloadModel(page, 'mine.csv', { withPlaylists: true });
  expect(name).toBe('mine.csv.safetensors');
  await drop(page, { name: 'again.safetensors', content: file });
  await expect(modelLine(page)).toContainText('From again.safetensors');
  await expect(modelLine(page)).toContainText('52 songs');
});

test('two models are compared: what they were told, and what they say of one song', async ({ page }) => {
  await trainTwo(page);
  const title = await currentTitle(page).innerText();
  const [first, second] = await shelf(page).locator('ul > li').evaluateAll((all) => all.map((_, index) => index));
  expect([first, second]).toEqual([0, 1]);
  await page.getByRole('button', { name: 'What do they say?' }).click();
  const outcome = page.locator('.compare-outcome');
  await expect(outcome.getByRole('row', { name: /^dim/ })).toHaveText(/dim\s*8\s*12/);
  await expect(outcome.getByRole('row', { name: /^epochs/ })).toHaveText(/epochs\s*3\s*2/);
  await expect(outcome.getByRole('row', { name: /^window/ })).toHaveCount(0);
  await expect(outcome).toContainText(`Closest to ${title}`);
  await expect(outcome.locator('.compare-lists ol')).toHaveCount(2);
  expect(await outcome.locator('.compare-lists ol').first().locator('.song-title').allInnerTexts())
    .toEqual(await rows(page).locator('.song-title').allInnerTexts());
  // The sample knows no such song.
  await page.getByRole('combobox', { name: 'Second model' }).selectOption('The sample');
  await page.getByRole('button', { name: 'What do they say?' }).click();
  await expect(outcome).toContainText('This model does not know the song');
  await expect(rows(page)).toHaveCount(10);
});

test('more than two are compared, with the curves of their learning, also after a reload', async ({ page }) => {
  await open(page);
  await expect(page.locator('.report')).toBeVisible();
  for (const passes of ['12', '20']) {
    await set(page, { 'Numbers per song': '12', Passes: passes });
    await trainToTheEnd(page);
  }
  await page.reload();
  await ready(page);
  const outcome = page.locator('.compare-outcome');
  await expect(page.getByRole('combobox', { name: 'Third model' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Add another model' }).click();
  await expect(page.getByRole('combobox', { name: 'Third model' })).toHaveValue('sample');
  await page.getByRole('button', { name: 'What do they say?' }).click();
  await expect(outcome.getByRole('columnheader')).toHaveCount(4);
  await expect(outcome.getByRole('row', { name: /^epochs/ })).toHaveText(/epochs\s*20\s*12\s*\d+/);
  await expect(outcome.getByRole('row', { name: /^Hidden songs found/ })).toHaveText(/found\s*\d+ of 660\s*\d+ of 660\s*\d+ of 660/);
  await expect(outcome.locator('.compare-lists ol')).toHaveCount(3);
  const loss = outcome.locator('.line-chart').filter({ hasText: 'How wrong each was' });
  await expect(loss.locator('canvas')).toBeVisible();
  await expect(loss.locator('.key')).toHaveCount(3);
  await expect(loss.locator('figcaption')).toHaveText(
    /^the sample, trained here \(2\): 0\.\d{4} at first, 0\.\d{4} after pass 20\. .* after pass 12\. The sample: .* after pass \d+\.$/);
  await page.getByRole('button', { name: 'Take the last one out' }).click();
  await expect(outcome).toHaveCount(0);
  await page.getByRole('button', { name: 'What do they say?' }).click();
  await expect(outcome.getByRole('columnheader')).toHaveCount(3);
});

test('a model that was downloaded and opened again has the curves of its learning', async ({ page }) => {
  // What stands beside the charts is painted.
  await page.addInitScript(() => {
    const painted: string[] = [];
    Object.assign(window, { painted });
    const fillText = Reflect.get(CanvasRenderingContext2D.prototype, 'fillText') as CanvasRenderingContext2D['fillText'];
    CanvasRenderingContext2D.prototype.fillText = function (this: CanvasRenderingContext2D, text: string, x: number, y: number) {
      painted.push(text);
      fillText.call(this, text, x, y);
    };
  });
  await open(page);
  await set(page, { 'Numbers per song': '12', Passes: '12' });
  await trainToTheEnd(page);
  const found = /finds (\d+ of 660) hidden songs/.exec(await shelf(page).innerText())?.[1] ?? 'none';
  const { file } = await downloadModel(page, 'the sample, trained here');
  await page.getByRole('button', { name: 'Forget the sample, trained here' }).click();
  await drop(page, { name: 'again.safetensors', content: file });
  await expect(shelf(page)).toContainText(`finds ${found} hidden songs`);
  await page.evaluate(() => void (window as unknown as { painted: string[] }).painted.splice(0));
  await page.getByRole('button', { name: 'What do they say?' }).click();
  const outcome = page.locator('.compare-outcome');
  await expect(outcome.getByRole('row', { name: /^Hidden songs found/ })).toHaveText(new RegExp(`found${found}\\d+ of 660$`));
  for (const title of ['How wrong each was', 'Hidden songs found in the first ten']) {
    await expect(outcome.locator('.line-chart', { hasText: title }).locator('figcaption')).toContainText(/again\.safetensors: .* after pass 12/);
  }
  // Even steps, none of them rounded.
  const losses = (await page.evaluate(() => (window as unknown as { painted: string[] }).painted))
    .filter((text) => /^\d\.\d+$/.test(text)).map(Number).sort((one, other) => one - other);
  const steps = losses.slice(1).map((loss, at) => (loss - (losses[at] ?? NaN)).toFixed(6)).filter((step) => Number(step) > 0);
  expect(new Set(steps).size).toBe(1);
});

test('a model that an earlier version of the page kept opens, with what it showed as it learnt', async ({ page }) => {
  await exposeStore(page);
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await page.evaluate(async () => {
    const database = await (globalThis as Exposed).opened();
    const transaction = database.transaction('models', 'readwrite');
    const store = transaction.objectStore('models');
    const request = store.get('index') as IDBRequest<{ entries: { info: object }[] }>;
    request.onsuccess = () => {
      const [{ info, ...entry } = { info: {} }] = request.result.entries;
      const { epochLosses: _, heldOutHits: __, ...older } = info as Record<string, unknown>;
      store.put({ entries: [{ ...entry, info: older, sightings: [{ at: 2, found: 7, of: 30 }] }] }, 'index');
    };
    await new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
    database.close();
  });
  await page.reload();
  await ready(page);
  await expect(modelLine(page)).toContainText('From mine.csv');
  await expect(shelf(page)).toContainText('finds 7 of 30 hidden songs');
  await page.getByText('How it was made').click();
  await page.getByRole('button', { name: 'What do they say?' }).click();
  await expect(page.locator('.compare-outcome').getByRole('row', { name: /^Hidden songs found/ })).toHaveText(/found\s*7 of 30\s*\d+ of 660/);
});

test('what is forgotten at the same moment is all forgotten', async ({ page }) => {
  await trainTwo(page);
  const forget = page.getByRole('button', { name: /^Forget mine.csv/ });
  await expect(forget).toHaveCount(2);
  await forget.evaluateAll((all: HTMLElement[]) => all.forEach((one) => one.click()));
  await expect(modelLine(page)).toContainText('From the sample');
  await page.reload();
  await ready(page);
  await expect(page.getByRole('button', { name: /^Undo forgetting mine.csv/ })).toHaveCount(2);
});

test('a tab that is looked at again has the models that another one kept or forgot', async ({ page, context }) => {
  const other = await context.newPage();
  await open(other);
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  const lookAt = (tab: Page) => tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await lookAt(other);
  await other.getByRole('button', { name: 'Use mine.csv' }).click();
  await expect(modelLine(other)).toContainText('From mine.csv');
  await other.getByRole('button', { name: 'Forget mine.csv' }).click();
  await lookAt(page);
  await expect(page.locator('.shelf li:not(.forgotten) .shelf-name', { hasText: 'mine.csv' })).toHaveCount(0);
  await expect(rows(page)).toHaveCount(10);
});

test('a model that the browser has cleared away is told, not lost in silence', async ({ page }) => {
  await exposeStore(page);
  // No map is drawn then, with which it would be kept once more.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(8, 8) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await page.evaluate(async () => {
    const database = await (globalThis as Exposed).opened();
    const store = database.transaction('models', 'readwrite').objectStore('models');
    await new Promise<void>((resolve) => {
      const request = store.getAllKeys();
      request.onsuccess = () => {
        for (const key of request.result) if (String(key).startsWith('model:')) store.delete(key);
        resolve();
      };
    });
    database.close();
  });
  await page.getByRole('button', { name: 'Download mine.csv' }).click();
  await page.getByRole('button', { name: 'Save the file' }).click();
  await expect(page.getByRole('alert')).toContainText('The browser has cleared it away');
  await page.getByRole('button', { name: 'What do they say?' }).click();
  await expect(page.locator('.compare')).toContainText('The browser has cleared it away');
  await expect(rows(page)).toHaveCount(10);
});

for (const { colorScheme, width } of looks) {
  test.describe(`the shelf: ${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing, all is in reach of a finger, and nothing stands out sideways', async ({ page }) => {
      await trainTwo(page);
      await page.getByRole('button', { name: 'Add another model' }).click();
      await page.getByRole('button', { name: 'What do they say?' }).click();
      await expect(page.locator('.compare-outcome table')).toBeVisible();
      await page.locator('.how-made summary').first().click();
      await page.getByRole('button', { name: 'Rename mine.csv' }).first().click();
      await page.getByRole('button', { name: 'Forget mine.csv', exact: true }).click();
      expect(await violations(page)).toEqual([]);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.shelf button, .shelf input, .shelf select')]
          .map((element) => ({ text: element.textContent, height: element.getBoundingClientRect().height }))
          .filter(({ height }) => height < 44));
      expect(small).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    });
  });
}

test('a visit that asks for no kept model does not wait for what is kept', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest; // which is never answered
  });
  await page.goto('');
  await expect(heading(page)).toBeVisible();
  await expect(rows(page)).toHaveCount(10);
});
