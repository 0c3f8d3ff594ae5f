/** The core traps, or its worker ends: what was open comes back, and whoever waited is told. */
import {
  currentTitle, drop, expect, failure, leaveOutHeaders, manySongs, modelLine, open, options, progressBar, report, rows, searchBox, set,
  test, trainButton, trainToTheEnd,
} from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

/** Lets `spoil` reach the core's memory, from inside its worker. One thread is enough, and traps for certain. */
async function exposeCore(page: Page): Promise<void> {
  const exposing = `
    if (typeof DedicatedWorkerGlobalScope !== 'undefined') {
      const instantiate = WebAssembly.instantiate;
      WebAssembly.instantiate = async (...made) => {
        const answer = await instantiate(...made);
        const { exports } = answer.instance ?? answer;
        self.memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
        return answer;
      };
      self.spoil = () => new Uint8Array(self.memory.buffer).fill(0x7f);
      self.addEventListener('message', ({ data }) => {
        if (data.call !== undefined && data.call === self.spoilsAt) self.spoil();
      });
    }
  `;
  await page.route('**/assets/main-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: exposing + await response.text() });
  });
  await leaveOutHeaders(page);
}

/** What `exposeCore` adds to a worker. */
type Exposed = { spoil(): void; spoilsAt?: string };

/** Fills the core's memory with what leads nowhere: its next step is a trap. */
async function spoil(page: Page): Promise<void> {
  await page.workers().at(-1)?.evaluate(() => (globalThis as unknown as Exposed).spoil());
}

/** Does so once the worker is asked to read playlists, and not before. */
async function spoilReading(page: Page): Promise<void> {
  await page.workers().at(-1)?.evaluate(() => {
    (globalThis as unknown as Exposed).spoilsAt = 'read';
  });
}

const stumble = (page: Page) => failure(page).filter({ hasText: 'Segue stumbled, and has begun anew' });

/** The playlists are there again to be learnt from, and what was learnt is searched. */
async function trains(page: Page): Promise<void> {
  await expect(report(page)).not.toHaveAttribute('aria-busy', 'true');
  await set(page, { 'Numbers per song': '8', Passes: '1' });
  await trainToTheEnd(page);
  await expect(rows(page)).toHaveCount(10);
}

/** Trains on what is there, until the core dies of it. */
async function killTraining(page: Page): Promise<void> {
  await set(page, { Passes: '1000' });
  await trainButton(page).click();
  await expect.poll(async () => Number(await progressBar(page).getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  await spoil(page);
  await expect(failure(page).filter({ hasText: 'The training did not work out' })).toBeVisible();
}

test('a search at which the core dies says so, and everything is as it was @everywhere', async ({ page }) => {
  await page.setViewportSize({ width: 1700, height: 1000 });
  await exposeCore(page);
  await open(page);
  await expect(report(page)).toBeVisible();
  await rows(page).nth(2).click();
  await page.getByRole('button', { name: 'Add to your playlist', exact: true }).click();
  await page.locator('.suggested .add').first().click();
  await expect(page.locator('.maker-songs .songlist > li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Closer', exact: true }).click();
  await expect(page).toHaveURL(/at=/);
  const address = page.url();
  const title = await currentTitle(page).innerText();

  await spoil(page);
  await searchBox(page).fill('love');
  await expect(page.locator('.search [role=alert]')).toContainText('The search did not come through');
  await expect(page.locator('.search')).not.toContainText('Nothing here sounds like that');
  await expect(stumble(page)).toContainText('What was open comes back as it was');

  await searchBox(page).fill('lov');
  await expect(options(page).first()).toBeVisible();
  await expect(page.locator('.search [role=alert]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(currentTitle(page)).toHaveText(title);
  expect(new URL(page.url()).hash.replace(/&?q=[^&]*/, '')).toBe(new URL(address).hash);
  await expect(page.locator('.map-front')).toBeVisible();
  await expect(page.locator('.maker-songs .songlist > li')).toHaveCount(2);
  await page.locator('.suggested .add').first().click();
  await expect(page.locator('.maker-songs .songlist > li')).toHaveCount(3);
  await page.getByRole('button', { name: /^Undo adding/ }).click();
  await expect(page.locator('.maker-songs .songlist > li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Close this message' }).click();
  await expect(failure(page)).toHaveCount(0);
  await trains(page);
});

test('a training at which the core dies says so, and the next one works', async ({ page }) => {
  await exposeCore(page);
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await killTraining(page);
  await expect(stumble(page)).toBeVisible();
  await expect(modelLine(page)).toContainText('From the sample');
  await trains(page);
  await expect(modelLine(page)).toContainText('From mine.csv');
});

test('so does one where no model is open', async ({ page, watch }) => {
  watch.allow(/404/);
  await exposeCore(page);
  await page.route('**/data/*', (route) => route.fulfill({ status: 404 }));
  await page.goto('./');
  await expect(failure(page).first()).toContainText('There is no sample model to search yet');
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await killTraining(page);
  await trains(page);
});

test('playlists at which the core dies are not read again of its own accord, others are', async ({ page }) => {
  await exposeCore(page);
  await open(page);
  await expect(report(page)).toBeVisible();
  await spoilReading(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await expect(failure(page).filter({ hasText: 'That file could not be read' })).toBeVisible();
  await expect(stumble(page)).toBeVisible();
  await expect(trainButton(page)).toBeDisabled();
  await drop(page, { name: 'other.csv', content: manySongs(12, 12) });
  await trains(page);
  await expect(modelLine(page)).toContainText('From other.csv');
});

test('a worker that ends by itself is replaced, though nobody waits for it', async ({ page, watch }) => {
  watch.allow(/out of the blue/);
  await open(page);
  await expect(report(page)).toBeVisible();
  await page.workers()[0]?.evaluate(() => void setTimeout(() => {
    throw new Error('out of the blue');
  }));
  await expect(stumble(page)).toContainText('out of the blue');
  await rows(page).nth(3).click();
  await expect(page.locator('.trail a')).toHaveCount(1);
  await trains(page);
});
