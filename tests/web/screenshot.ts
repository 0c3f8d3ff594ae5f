/** Not a test: makes the pictures of the READMEs from the real page. `npm run screenshot` in web/. */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, heading, open, progressBar, report, rows, set, test, trainButton } from './page.ts';
import type { Locator, Page } from '../../web/test-tools/browser.ts';

async function take(page: Page, name: string, part: Page | Locator = page): Promise<void> {
  const picture = fileURLToPath(new URL(`../../web/readme/${name}.png`, import.meta.url));
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.mouse.move(0, 0);
  await part.screenshot({ path: picture });
  expect(statSync(picture).size).toBeLessThan(300_000);
}

async function makePlaylist(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add to your playlist', exact: true }).click();
  for (const place of [0, 2, 1, 3]) {
    const before = await page.locator('.suggested').innerText();
    await page.locator('.suggested .add').nth(place).click();
    await expect.poll(() => page.locator('.suggested').innerText()).not.toBe(before);
  }
}

const toPlaylist = (page: Page) => page.evaluate(() => document.getElementById('playlist-title')?.scrollIntoView());

test('the page while it trains', async ({ page }) => {
  test.setTimeout(300_000);
  await open(page);
  await expect(report(page)).toBeVisible();
  await set(page, { Passes: '100' });
  await trainButton(page).click();
  await expect.poll(async () => Number(await progressBar(page).getAttribute('aria-valuenow')), { timeout: 240_000 }).toBeGreaterThan(55);
  await take(page, 'page');
});

test('a playlist', async ({ page }) => {
  await open(page);
  await makePlaylist(page);
  await toPlaylist(page);
  await take(page, 'playlist');
});

test('the map, beside the list', async ({ page }) => {
  await page.setViewportSize({ width: 1760, height: 1000 });
  await open(page);
  await rows(page).nth(2).click();
  await expect(heading(page)).toBeFocused();
  for (let closer = 0; closer < 3; closer++) await page.getByRole('button', { name: 'Closer', exact: true }).click();
  await page.waitForTimeout(1500);  // the names come when it rests
  await take(page, 'map');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });

  test('the first screen, and a playlist', async ({ page }) => {
    await open(page);
    await take(page, 'phone');
    await makePlaylist(page);
    await toPlaylist(page);
    await take(page, 'phone-playlist');
  });
});

test('two models side by side', async ({ page }) => {
  await open(page);
  await expect(report(page)).toBeVisible();
  await page.getByRole('button', { name: 'Quick' }).click();
  await trainButton(page).click();
  await expect(page.getByRole('heading', { name: 'Your models' })).toBeVisible({ timeout: 50_000 });
  await page.getByRole('button', { name: 'What do they say?' }).click();
  await expect(page.locator('.compare-outcome table')).toBeVisible();
  await take(page, 'compare', page.locator('.compare'));
});
