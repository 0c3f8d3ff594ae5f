import { choose, drop, expect, failure, manySongs, modelLine, open, progressBar, report, rows, set, test, trainButton } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

/** Milliseconds from a click on Stop until the page says that training has stopped. */
function stop(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const start = performance.now();
    document.querySelector<HTMLButtonElement>('.stop')?.click();
    const over = (): boolean =>
      document.querySelector('.running-head')?.textContent?.includes('Stopped') || document.querySelector('.outcome') !== null;
    while (!over()) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - start;
  });
}

async function typicalStop(page: Page): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    await trainButton(page).click();
    await expect(progressBar(page)).toBeVisible();
    // Long enough for the slices of work to have grown to their full size.
    await expect(page.locator('.running-head')).toContainText(/about .* left/);
    await page.waitForTimeout(i * 7);
    times.push(await stop(page));
    await expect(page.locator('.outcome')).toBeVisible();
  }
  return times.sort((a, b) => a - b)[1] ?? Infinity;
}

// A tenth of a second is meant; the rest is for a slow machine that does something else beside it. Slices
// of half a second or more would show.
const patience = 400;

// A slice ends with its pass at the latest: one pass must take longer than a slice may.
test('a big training stops within a tenth of a second @everywhere', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'big.csv', content: manySongs(2500, 120) });
  await expect(report(page)).toContainText('300,000');
  await set(page, { 'Numbers per song': '200', Passes: '100' });
  expect(await typicalStop(page)).toBeLessThan(patience);
  await expect(page.getByRole('heading', { name: /^Stopped in pass \d+ of 100$/ })).toBeVisible();
  await expect(modelLine(page)).toContainText(/stopped in pass \d+ of 100/);
  await expect(rows(page)).toHaveCount(10);
  await expect(failure(page)).toHaveCount(0);
});

test('so does one of the original', async ({ page }) => {
  await open(page);
  await choose(page, 'The original');
  await set(page, { Passes: '1000' });
  expect(await typicalStop(page)).toBeLessThan(patience);
  await expect(modelLine(page)).toContainText(/stopped in pass \d+ of 1,000/);
});
