/** Browsers that keep nothing, or no more. */
import { downloadModel, drop, expect, manySongs, modelLine, open, rows, set, test, trainToTheEnd } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

async function trainMine(page: Page): Promise<void> {
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
}

/** The model that was not kept is told of, works, is on the shelf, and can be taken along. */
async function worksUnkept(page: Page): Promise<void> {
  const told = page.getByRole('alert').or(page.locator('.notice')).filter({ hasText: 'This browser would not keep the model' });
  await expect(told.first()).toContainText('To have it for longer, save it as a file.');
  await expect(modelLine(page)).toContainText('From mine.csv');
  await expect(rows(page)).toHaveCount(10);
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(modelLine(page)).toContainText('From the sample');
  await page.getByRole('button', { name: 'Use mine.csv' }).click();
  await expect(modelLine(page)).toContainText('From mine.csv');
  const { file } = await downloadModel(page, 'mine.csv');
  await page.getByRole('button', { name: 'Forget mine.csv' }).click();
  await expect(modelLine(page)).toContainText('From the sample');
  await drop(page, { name: 'again.safetensors', content: file });
  await expect(modelLine(page)).toContainText('From again.safetensors');
}

test('where the storage is full, the model works until the page is closed, and is told of', async ({ page }) => {
  await page.addInitScript(() => {
    // As a browser does it that finds no room: the transaction is broken off after it was taken.
    const put = Reflect.get(IDBObjectStore.prototype, 'put') as IDBObjectStore['put'];
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      const request = put.call(this, value, key);
      if (value instanceof Blob) this.transaction.abort();
      return request;
    };
  });
  await open(page);
  await trainMine(page);
  await worksUnkept(page);
});

test('where the browser has no storage to give, everything works until the page is closed', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  await open(page);
  await rows(page).nth(1).click();
  await page.getByRole('button', { name: 'Add to your playlist', exact: true }).click();
  await expect(page.locator('.suggested > li')).toHaveCount(10);
  await trainMine(page);
  await worksUnkept(page);
  await page.getByRole('button', { name: 'What do they say?' }).click();
  await expect(page.locator('.compare-outcome')).toBeVisible();
});
