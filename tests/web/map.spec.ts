import {
  currentTitle, drop, expect, looks, manySongs, open, options, ready, rows, searchBox, set, test, trainToTheEnd,
  violations,
} from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const front = (page: Page) => page.locator('.map-front');
const pointed = (page: Page) => page.locator('.map-pointed');

/** Shows the map of the model being searched, which is drawn first where there is none yet. */
async function showMap(page: Page): Promise<void> {
  const show = page.getByRole('button', { name: 'Show the map' });
  if (await show.isVisible()) await show.click();
  const draw = page.getByRole('button', { name: 'Draw the map' });
  await expect(draw.or(front(page))).toBeVisible();
  if (await draw.isVisible()) await draw.click();
  await expect(front(page)).toBeVisible({ timeout: 45_000 });
  await front(page).scrollIntoViewIfNeeded();
}

/** How much of the map a hand's breadth of points covers: the pixels of the upper canvas are told apart by a print. */
const print = (page: Page) => front(page).evaluate((canvas) => {
  const { data } = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, 300, 300) ?? { data: [] };
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum * 31 + (data[at + 3] ?? 0)) | 0;
  return sum;
});

/** Moves the mouse over the map until a song is under it. */
async function findSong(page: Page): Promise<{ x: number; y: number }> {
  const box = await front(page).boundingBox();
  if (!box) throw new Error('no map');
  for (let y = box.height / 2; y < box.height - 40; y += 9) {
    for (let x = 60; x < box.width - 80; x += 9) {
      await page.mouse.move(box.x + x, box.y + y);
      if (await pointed(page).locator('.song').isVisible()) return { x: box.x + x, y: box.y + y };
    }
  }
  throw new Error('no song on the map');
}

test('the map and the list go in step, both ways', async ({ page }) => {
  await open(page);
  await showMap(page);
  const before = await currentTitle(page).innerText();
  const place = await findSong(page);
  const song = await pointed(page).locator('.song-title').innerText();
  await page.mouse.click(place.x, place.y);
  await expect(page).toHaveURL(/#track=\d+/);
  await expect(currentTitle(page)).toHaveText(song);
  expect(song).not.toBe(before);
  // From the list to the map: the row under the hand is the song that the map names.
  await rows(page).nth(3).hover();
  const title = await rows(page).nth(3).locator('.song-title').innerText();
  await expect(pointed(page).locator('.song-title')).toHaveText(title);
  await expect(page.locator('.tracklist li.pointed')).toContainText(title);
  await page.goBack();
  await expect(currentTitle(page)).toHaveText(before);
});

test('keys move the map, come closer and open a song', async ({ page, watch }) => {
  watch.allow(/willReadFrequently/);
  await open(page);
  await showMap(page);
  await page.getByRole('button', { name: 'Hide the map' }).focus();
  while (!(await front(page).evaluate((canvas) => canvas === document.activeElement))) await page.keyboard.press('Tab');
  const prints = new Set([await print(page)]);
  for (const key of ['ArrowRight', 'ArrowUp', '+', 'ArrowDown', '-']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
    const now = await print(page);
    expect(prints.has(now), key).toBe(false);
    prints.add(now);
  }
  await page.keyboard.press('0');
  await page.waitForTimeout(800);  // it flies there
  await expect(pointed(page).locator('.song-title')).toBeVisible();
  const song = await pointed(page).locator('.song-title').innerText();
  await page.keyboard.press('Enter');
  await expect(currentTitle(page)).toHaveText(song);
});

test('the wheel scrolls the page, until the map is taken hold of', async ({ page, watch }) => {
  watch.allow(/willReadFrequently/);
  await open(page);
  await showMap(page);
  await page.evaluate(() => scrollTo(0, 0));
  const box = await front(page).boundingBox();
  if (!box) throw new Error('no map');
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await front(page).focus();
  const [scrolled, before] = [await page.evaluate(() => scrollY), await print(page)];
  await page.mouse.wheel(0, -240);
  await expect.poll(() => print(page)).not.toBe(before);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
});

test('a lasso takes songs, and they go into the playlist', async ({ page }) => {
  await open(page);
  await showMap(page);
  await page.getByRole('button', { name: 'Lasso songs' }).click();
  const box = await front(page).boundingBox();
  if (!box) throw new Error('no map');
  const corner = (right: number, down: number): [number, number] => [box.x + box.width * right, box.y + box.height * down];
  await page.mouse.move(...corner(0.3, 0.2));
  await page.mouse.down();
  for (const [right, down] of [[0.7, 0.2], [0.7, 0.8], [0.3, 0.8], [0.3, 0.25]] as const) await page.mouse.move(...corner(right, down), { steps: 4 });
  await page.mouse.up();
  const caught = page.locator('.caught');
  await expect(caught.getByRole('heading')).toHaveText(/^[\d,]+ songs taken$/);
  await expect(page.getByRole('button', { name: 'Lasso songs' })).toHaveAttribute('aria-pressed', 'false');
  await caught.getByRole('button', { name: /^Add .* to your playlist$/ }).first().click();
  await expect(page.locator('.maker-head')).toContainText(/\d+ songs/);
  await caught.getByRole('button', { name: 'Let go' }).click();
  await expect(caught).toBeHidden();
  // Where there is none, that is said.
  await page.getByRole('button', { name: 'Lasso songs' }).click();
  const now = await front(page).boundingBox() ?? box;
  const bare = (right: number, down: number): [number, number] => [now.x + right, now.y + now.height - down];
  await page.mouse.move(...bare(8, 60));
  await page.mouse.down();
  for (const [right, down] of [[48, 60], [48, 20], [8, 20], [8, 55]] as const) await page.mouse.move(...bare(right, down), { steps: 4 });
  await page.mouse.up();
  await expect(caught).toHaveText('No song lies there.');
  // The same without a mouse.
  await page.getByRole('button', { name: 'List the songs in view' }).press('Enter');
  await expect(caught.getByRole('heading')).toBeVisible();
});

test('a link holds what the map shows, and no names', async ({ page }) => {
  await open(page, '#track=7');
  await showMap(page);
  expect(page.url()).not.toContain('at=');
  for (let closer = 0; closer < 3; closer++) await page.getByRole('button', { name: 'Closer', exact: true }).click();
  await expect(page).toHaveURL(/#track=7&at=-?\d+\.\d{4}%2C-?\d+\.\d{4}%2C4\.10$/);
  const place = await findSong(page);
  const song = await pointed(page).locator('.song-title').innerText();
  const scrolled = await page.evaluate(() => scrollY);
  await page.reload();
  await ready(page);
  await expect(front(page)).toBeVisible();
  await page.evaluate((top) => scrollTo(0, top), scrolled);
  await page.mouse.move(0, 0);
  await expect(async () => {
    await page.mouse.move(place.x + 1, place.y);
    await page.mouse.move(place.x, place.y);
    await expect(pointed(page).locator('.song-title')).toHaveText(song, { timeout: 500 });
  }).toPass();
});

test('a family of genres is lit alone', async ({ page }) => {
  await open(page);
  await showMap(page);
  const legend = page.getByRole('list', { name: 'Families of genres' });
  expect(await legend.getByRole('button').count()).toBeGreaterThan(4);
  expect(await legend.getByRole('button').count()).toBeLessThanOrEqual(9);
  await legend.getByRole('button', { name: 'hip hop' }).click();
  await expect(legend.getByRole('button', { name: 'hip hop' })).toHaveAttribute('aria-pressed', 'true');
});

test('where no genre is known, parts of the map go by their best-known artists, and are lit alone', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(200, 12) });
  await set(page, { Passes: '2', 'Numbers per song': '16' });
  await trainToTheEnd(page);
  await showMap(page);
  const legend = page.getByRole('list', { name: 'Parts of the map, by their best-known artists' });
  await expect(legend.getByRole('button')).toHaveCount(8);
  const names = await legend.getByRole('button').allInnerTexts();
  expect(new Set(names).size).toBe(8);
  for (const name of names) expect(name).toMatch(/^artist \d+(, artist \d+)?$/);
  const one = legend.getByRole('button').nth(3);
  await one.click();
  await expect(one).toHaveAttribute('aria-pressed', 'true');
  expect(await violations(page)).toEqual([]);
  // The same again after a reload.
  await page.reload();
  await ready(page);
  await showMap(page);
  expect(await legend.getByRole('button').allInnerTexts()).toEqual(names);
});

test('artists with names of any length and kind leave the legend in its place', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const long = 'anticonstitutionnellement'.repeat(8);
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(60, 12).replaceAll('artist ', `<b>${long}`) });
  await set(page, { Passes: '2', 'Numbers per song': '16' });
  await trainToTheEnd(page);
  await showMap(page);
  const legend = page.getByRole('list', { name: 'Parts of the map, by their best-known artists' });
  await expect(legend.getByRole('button').first()).toContainText(`<b>${long}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  const [box, window] = await Promise.all([legend.getByRole('button').first().boundingBox(), legend.boundingBox()]);
  expect(box?.width).toBeLessThanOrEqual(window?.width ?? 0);
  expect(box?.height).toBeLessThan(60);
});

test('a model trained here has its map drawn here, which can be stopped, and is kept', async ({ page }) => {
  // Whoever has seen the songs move while it learnt has the map drawn unasked; not so here.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(400, 20) });
  await set(page, { Passes: '2', 'Numbers per song': '16' });
  await trainToTheEnd(page);
  await page.getByRole('button', { name: 'Show the map' }).click();
  await page.getByRole('button', { name: 'Draw the map' }).click();
  await expect(page.getByRole('progressbar', { name: 'Drawing the map' })).toBeVisible();
  // The focus goes along with what takes the button's place; the key is quicker than the map.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Draw the map' })).toBeVisible();
  // It may be searched while it is drawn.
  await page.getByRole('button', { name: 'Draw the map' }).click();
  await searchBox(page).fill('song 7');
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(front(page)).toBeVisible({ timeout: 45_000 });
  await expect(page.locator('.page > [role=status]')).toHaveText('The map is drawn.');
  await page.waitForTimeout(500);
  await page.reload();
  await ready(page);
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(front(page)).toBeVisible();
});

test('without WebGL the lists carry everything, and the page says so', async ({ page }) => {
  await page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : Reflect.apply(real, this, [kind, ...rest]);
    } as typeof real;
  });
  await open(page);
  await page.getByRole('button', { name: 'Show the map' }).click();
  const draw = page.getByRole('button', { name: 'Draw the map' });
  const told = page.getByText('This browser draws no WebGL2 graphics');
  await expect(draw.or(told)).toBeVisible();
  if (await draw.isVisible()) await draw.click();
  await expect(told).toBeVisible({ timeout: 45_000 });
  await rows(page).nth(1).click();
  await expect(rows(page)).toHaveCount(10);
});

test.describe('under fingers', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the whole map stays where it is for a song at its edge', async ({ page }) => {
    await open(page);
    await showMap(page);
    for (const song of ['hotel california', 'alright', 'blood sweat', 'water no get enemy', 'suspicious minds']) {
      const before = await page.locator('#song-heading').innerText();
      await searchBox(page).fill(song);
      await options(page).first().click();
      await expect(page.locator('#song-heading')).not.toHaveText(before);
      await page.waitForTimeout(700);  // it would fly
      expect(page.url(), song).not.toContain('at=');
    }
  });

  test('the page scrolls past the map, two fingers stretch it, and one moves it if asked', async ({ page, watch }) => {
    watch.allow(/willReadFrequently/);
    await open(page);
    await showMap(page);
    await page.evaluate(() => scrollTo(0, 0));
    await front(page).scrollIntoViewIfNeeded();
    expect(await front(page).evaluate((canvas) => getComputedStyle(canvas).touchAction)).toBe('pan-y');
    const box = await front(page).boundingBox();
    if (!box) throw new Error('no map');
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: [number, number][]) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y], id) => ({ x: box.x + x, y: box.y + y, id })) });

    const scrolled = await page.evaluate(() => scrollY);
    await touch('touchStart', [150, 250]);
    for (let step = 1; step <= 8; step++) await touch('touchMove', [150, 250 - step * 15]);
    await touch('touchEnd');
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled);
    await page.evaluate((top) => scrollTo(0, top), scrolled);

    await page.getByRole('button', { name: 'Explore with one finger' }).click();
    expect(await front(page).evaluate((canvas) => getComputedStyle(canvas).touchAction)).toBe('none');
    await front(page).evaluate((canvas) => canvas.scrollIntoView({ block: 'center' }));
    await page.waitForTimeout(300);
    const before = await print(page);
    const now = await front(page).boundingBox();
    box.y = now?.y ?? box.y;
    await touch('touchStart', [150, 250]);
    for (let step = 1; step <= 8; step++) await touch('touchMove', [150, 250 - step * 10]);
    await touch('touchEnd');
    await expect.poll(() => print(page)).not.toBe(before);
    await page.waitForTimeout(300);
    const single = await print(page);
    await touch('touchStart', [120, 150], [200, 150]);
    for (let step = 1; step <= 8; step++) await touch('touchMove', [120 - step * 6, 150], [200 + step * 6, 150]);
    await touch('touchEnd');
    await expect.poll(() => print(page)).not.toBe(single);
    await page.getByRole('button', { name: 'Scroll the page again' }).click();
  });
});

for (const { colorScheme, width } of looks) {
  test.describe(`the map: ${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing, all is in reach of a finger, and nothing stands out sideways', async ({ page }) => {
      await open(page);
      await showMap(page);
      await page.getByRole('button', { name: 'List the songs in view' }).click();
      await expect(page.locator('.caught')).toBeVisible();
      await rows(page).nth(2).hover();
      expect(await violations(page)).toEqual([]);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.map a, .map button')].filter((element) => element.offsetParent)
          .map((element) => ({ text: element.textContent || element.ariaLabel, height: element.getBoundingClientRect().height }))
          .filter(({ height }) => height < 44));
      expect(small).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    });
  });
}
