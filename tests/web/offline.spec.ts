/** The page without a network, and on a host that sends no headers. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { drop, expect, heading, manySongs, options, ready, report, rows, searchBox, set, test, trainToTheEnd } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

test.use({ serviceWorkers: 'allow' });

const folder = '/some/where/';

/** A plain host of its own for a test, which can be taken away. */
async function startHost(port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('static-server.mjs', import.meta.url)), String(port), folder]);
  const url = `http://127.0.0.1:${port}${folder}`;
  await expect.poll(() => fetch(url).then(({ ok }) => ok, () => false)).toBe(true);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  return { url, stop: async () => (server.kill(), ended) };
}

const basePort = Number(process.env['SEGUE_TEST_PORT'] ?? 41731) + 40;

/** Until the page is kept: its service worker has everything and is at work. */
async function kept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)).toBe('activated');
}

test('opens without a network after the first visit, and does everything there', async ({ page, watch }, { parallelIndex }) => {
  watch.allow(/./);  // the host is gone: Chromium says so
  const host = await startHost(basePort + parallelIndex);
  watch.admit(host.url);
  await page.goto(host.url);
  await ready(page);
  await kept(page);
  await host.stop();
  await page.reload();
  await ready(page);
  await expect(report(page)).toBeVisible();
  await searchBox(page).fill('love');
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/track=\d+/);
  await page.getByRole('button', { name: 'Add to your playlist', exact: true }).click();
  await expect(page.locator('.suggested > li')).toHaveCount(10);
  await drop(page, { name: 'mine.csv', content: manySongs(8, 8) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await expect(rows(page)).toHaveCount(10);
});

test.describe('on a host without the two headers', () => {
  test('there are no threads at first, there are the next time, and nothing reloads by itself', async ({ page, watch }, { parallelIndex }) => {
    watch.allow(/./);
    const host = await startHost(basePort + 20 + parallelIndex);
    let loads = 0;
    page.on('framenavigated', () => loads++);
    watch.admit(host.url);
    await page.goto(host.url);
    await ready(page);
    await kept(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.waitForTimeout(1500);
    expect(loads).toBe(1);
    await page.reload();
    await ready(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.waitForTimeout(1500);
    expect(loads).toBe(2);
    await host.stop();
  });
});

test('a browser without service workers has the same page', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await page.goto('./');
  await expect(heading(page)).toBeVisible();
  await expect(report(page)).toBeVisible();
  expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
});

test('where the service worker cannot be had, nothing is said and nothing is lost', async ({ page, watch }) => {
  watch.allow(/404|service-worker/);
  await page.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new DOMException('not here', 'SecurityError'));
  });
  await page.goto('./');
  await ready(page);
  await expect(report(page)).toBeVisible();
  await expect(page.locator('.notice')).toHaveCount(0);
});

test('can be installed: the manifest is whole, and names pictures that are there', async ({ page, request, baseURL }) => {
  await page.goto('./');
  await ready(page);
  const link = await page.locator('link[rel=manifest]').getAttribute('href');
  const url = new URL(link ?? '', baseURL);
  const manifest = await (await request.get(url.href)).json() as { icons: { src: string }[]; start_url: string; display: string };
  expect([manifest.start_url, manifest.display]).toEqual(['./', 'standalone']);
  for (const { src } of manifest.icons) expect((await request.get(new URL(src, url).href)).status()).toBe(200);
  const client = await page.context().newCDPSession(page);
  const { errors } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
});
