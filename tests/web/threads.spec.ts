import { drop, expect, heading, leaveOutHeaders, manySongs, modelLine, open, rows, set, setting, stopButton, test, trainButton, trainToTheEnd } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const isIsolated = (page: Page): Promise<boolean> => page.evaluate(() => crossOriginIsolated);

test('an isolated page trains with several threads', async ({ page }) => {
  await open(page);
  expect(await isIsolated(page)).toBe(true);
  const cores = await page.evaluate(() => Math.min(8, navigator.hardwareConcurrency));
  test.skip(cores < 2, 'this machine has one core');
  await set(page, { Passes: '1000' });
  await expect(setting(page, 'Cores at work')).toHaveValue(String(cores));
  await trainButton(page).click();
  await expect(page.locator('.running-pace')).toContainText(`${cores} cores`);
  await expect(page.locator('.running-pace')).toContainText('songs a second');
  await stopButton(page).click();
  await expect(page.locator('.outcome')).toContainText(`${cores} cores learnt at once`);
  await expect(rows(page)).toHaveCount(10);
  // The threads are there again for the next.
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
});

test('more threads than there are is refused beside the field', async ({ page }) => {
  await open(page);
  await set(page, { 'Cores at work': '9' });
  await trainButton(page).click();
  await expect(page.locator('.problem')).toContainText(/Give (a whole number from 1 to \d|1)\./);
});

test('without the two headers it trains with one thread', async ({ page }) => {
  await leaveOutHeaders(page);
  await open(page);
  expect(await isIsolated(page)).toBe(false);
  await trainsWithOne(page);
});

test('where the build with threads does not load it trains with one', async ({ page, watch }) => {
  watch.allow(/404/);
  await page.route('**/segue-*.wasm', (route) => route.fulfill({ status: 404 }), { times: 1 });
  await open(page);
  expect(await isIsolated(page)).toBe(true);
  await trainsWithOne(page);
});

async function trainsWithOne(page: Page): Promise<void> {
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { Passes: '3' });
  await expect(setting(page, 'Cores at work')).toHaveValue('1');
  await expect(setting(page, 'Cores at work')).not.toBeEditable();
  await trainToTheEnd(page);
  await expect(page.locator('.outcome')).not.toContainText('at once');
  await expect(modelLine(page)).toContainText('mine.csv');
  await expect(heading(page)).toBeVisible();
}
