import { drop, expect, failure, heading, manySongs, open, report, rows, test, trainToTheEnd } from './page.ts';

test('carries a strict policy, and keeps to it', async ({ page, watch }) => {
  watch.allow(/Content Security Policy|requires 'Trusted/);
  await open(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toContain('http');
  // The policy is in force, not only there: no script from text, no markup from text, no other server.
  const outcome = await page.evaluate(async () => {
    const broken: string[] = [];
    const attempt = (deed: () => unknown): void => {
      try {
        deed();
      } catch (error) {
        broken.push((error as Error).name);
      }
    };
    attempt(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hacked = true';
      document.head.append(script);
    });
    attempt(() => (document.createElement('p').innerHTML = '<b>bold</b>'));
    await fetch('http://127.0.0.1:9/').catch((error: unknown) => broken.push((error as Error).name));
    return { broken, hacked: 'hacked' in window };
  });
  expect(outcome.hacked).toBe(false);
  expect(outcome.broken).toEqual(['TypeError', 'TypeError', 'TypeError']);
});

test('asks only for its own files, by addresses relative to the page @everywhere', async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  await open(page);
  await expect(report(page)).toBeVisible();
  expect(asked.length).toBeGreaterThan(5);
  for (const url of asked.filter((one) => !one.startsWith('blob:'))) expect(url.startsWith(baseURL ?? 'nowhere')).toBe(true);
  expect(asked.some((url) => url.endsWith('.wasm'))).toBe(true);
});

test('asks for nothing at all while somebody’s own playlists are read, trained and searched', async ({ page }) => {
  await open(page);
  await expect(report(page)).toBeVisible();
  const asked: string[] = [];
  page.context().on('request', (request) => {
    // Chromium looks at the icon again whenever the address changes.
    if (!request.url().endsWith('/favicon.svg')) asked.push(request.url());
  });
  await drop(page, { name: 'mine.csv', content: manySongs(8, 8) });
  await trainToTheEnd(page);
  await rows(page).first().click();
  await expect(heading(page)).toBeFocused();
  expect(asked).toEqual([]);
});

test('without the sample it says what to do, and a dropped file still works', async ({ page, watch }) => {
  watch.allow(/404/);
  await page.route('**/data/*', (route) => route.fulfill({ status: 404 }));
  await page.goto('./');
  await expect(failure(page).first()).toContainText('There is no sample model to search yet');
  await expect(failure(page).first()).toContainText('./demo');
  await drop(page, { name: 'mine.csv', content: manySongs(8, 8) });
  await trainToTheEnd(page);
  await expect(rows(page)).toHaveCount(10);
});

test('when the program itself does not arrive, it says so', async ({ page, watch }) => {
  watch.allow(/404/);
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404 }));
  await page.goto('./');
  await expect(failure(page).first()).toContainText('The program itself did not arrive');
});

test('while a slow model arrives there is a bar, and no empty page', async ({ page }) => {
  let go: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/data/model.safetensors', async (route) => {
    await waiting;
    await route.continue();
  });
  await page.goto('./');
  await expect(page.getByRole('progressbar', { name: 'Opening the sample' })).toBeVisible();
  go();
  await expect(heading(page)).toBeVisible();
});
