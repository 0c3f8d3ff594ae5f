/** Not a test: makes the README's picture from the real page. `npm run screenshot` in web/. */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, open, progressBar, report, set, test, trainButton } from './page.ts';

const picture = fileURLToPath(new URL('../../web/readme/page.png', import.meta.url));

test('the picture of the page', async ({ page }) => {
  await open(page);
  await expect(report(page)).toBeVisible();
  await set(page, { Passes: '60' });
  await trainButton(page).click();
  await expect.poll(async () => Number(await progressBar(page).getAttribute('aria-valuenow'))).toBeGreaterThan(55);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.screenshot({ path: picture });
  expect(statSync(picture).size).toBeLessThan(300_000);
});
