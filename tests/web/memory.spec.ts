import { csv, drop, expect, failure, modelLine, open, report, rows, set, test, trainButton, trainToTheEnd } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

/** Serves the core with so little memory, in pages of 64 KiB, that it really runs out. */
async function limitMemory(page: Page, pages: number): Promise<void> {
  const fourGigabytes = [0x80, 0x80, 0x04]; // 65,536 pages as LEB128
  const limit = [(pages & 0x7f) | 0x80, ((pages >> 7) & 0x7f) | 0x80, pages >> 14];
  await page.route('**/segue-*.wasm', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    // Its own memory: from 256 pages to the most. Or, with threads, an imported one that is shared.
    const at = [[1, 1, 0x80, 2], [2, 3, 0x80, 2]].map((start) => body.indexOf(Buffer.from([...start, ...fourGigabytes])));
    const found = at.filter((place) => place >= 0);
    expect(found).toHaveLength(1);
    body.set(limit, (found[0] ?? 0) + 4);
    await route.fulfill({ response, body });
  });
  await page.route('**/segue-*.js', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    expect(text).toContain('4294967296/65536');
    await route.fulfill({ response, body: text.replace('4294967296/65536', String(pages)) });
  });
}

/** So many songs, no two alike, a hundred to a playlist. */
function differentSongs(count: number): string {
  return csv(Object.fromEntries(Array.from({ length: count / 100 }, (_, list) =>
    [`list ${list}`, Array.from({ length: 100 }, (_, song): [string, string] => ['artist', `song ${list * 100 + song}`])])));
}

async function stillWorks(page: Page): Promise<void> {
  await rows(page).nth(1).click();
  await expect(rows(page)).toHaveCount(10);
  await set(page, { 'Numbers per song': '8', Passes: '1' });
  await trainToTheEnd(page);
  await expect(modelLine(page)).toContainText('big.csv');
  await expect(rows(page)).toHaveCount(10);
}

test('a training that cannot fit is refused with the size that does', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'big.csv', content: differentSongs(120_000) });
  await expect(report(page)).toContainText('120,000');
  await set(page, { 'Numbers per song': '4096' });
  await trainButton(page).click();
  await expect(failure(page)).toContainText(/needs about 6\.\d GB of memory, and a page has \d\.\d GB left\. Up to \d{4} numbers/);
  await stillWorks(page);
});

test('memory that runs out is a message, and the page goes on working @everywhere', async ({ page }) => {
  await limitMemory(page, 2048);
  await open(page);
  await drop(page, { name: 'big.csv', content: differentSongs(20_000) });
  await expect(report(page)).toContainText('20,000');
  await set(page, { 'Numbers per song': '2000' });
  await trainButton(page).click();
  await expect(failure(page)).toContainText('needs more memory than the page can have');
  await expect(failure(page)).toContainText('fewer numbers per song');
  await stillWorks(page);
});
