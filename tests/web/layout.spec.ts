import { csv, drop, expect, heading, open, options, ready, report, rows, searchBox, set, stopButton, test, trainButton, trainToTheEnd } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const width of [320, 390, 768, 1440, 1920]) {
  test(`nothing stands out sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    expect(await sideways(page)).toBe(0);
    await searchBox(page).fill('a');
    await expect(options(page).first()).toBeVisible();
    expect(await sideways(page)).toBe(0);
    await page.keyboard.press('Escape');

    const long = 'anticonstitutionnellement'.repeat(40);
    await drop(page, {
      name: `${long}.csv`,
      content: csv({ one: [[long, `${long}1`], [long, `${long}2`], ['b', `${long} 3`]] }),
    });
    await set(page, { Passes: '1000' });
    expect(await sideways(page)).toBe(0);
    await trainButton(page).click();
    await expect(stopButton(page).or(page.locator('.outcome'))).toBeVisible();
    expect(await sideways(page)).toBe(0);
    // So few songs may be learnt before anyone can press Stop.
    await stopButton(page).click({ timeout: 1000 }).catch(() => undefined);
    await expect(page.locator('.outcome')).toBeVisible();
    await rows(page).first().click();
    await expect(heading(page)).toContainText('anticonstitutionnellement');
    expect(await sideways(page)).toBe(0);
    await page.locator('.how-made summary').click();
    await page.getByRole('button', { name: 'What do they say?' }).click();
    await expect(page.locator('.compare-outcome .line-chart').first()).toBeVisible();
    expect(await sideways(page)).toBe(0);
  });
}

for (const width of [390, 768, 1440]) {
  test(`nothing moves when the sample has come, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    let send = (): void => undefined;
    const wanted = new Promise<void>((resolve) => (send = resolve));
    for (const file of ['model.safetensors', 'sample.csv']) {
      await page.route(`**/data/${file}`, async (route) => {
        await wanted;
        await route.continue();
      });
    }
    const parts = ['.model-line', '.sleeve', '.tracklist', '.source', '.experiment'];
    /** Each beside the head of its side: on a small screen one side lies below the other. */
    const places = () => page.evaluate((all) => all.map((part) => {
      const element = document.querySelector(part);
      const head = element?.closest('.side')?.querySelector('h1, h2');
      return (element?.getBoundingClientRect().top ?? NaN) - (head?.getBoundingClientRect().top ?? NaN);
    }), parts);
    await page.goto('./');
    await expect(page.locator('.blank')).toBeVisible();
    await expect(page.locator('.model-line')).toContainText('Opening');
    const before = await places();
    send();
    await ready(page);
    await expect(page.locator('.report')).toBeVisible();
    (await places()).forEach((place, at) => expect(Math.abs(place - (before[at] ?? NaN)), parts[at]).toBeLessThan(40));
  });
}

test('a name begins under the others, whichever way it is written', async ({ page }) => {
  await open(page);
  const songs: [string, string][] = [['عمرو دياب', 'تملي معاك'], ['אביב גפן', 'אור הירח'], ['a', 'latin'], ['b', 'letters']];
  await drop(page, { name: 'mine.csv', content: csv({ one: songs, two: songs, three: songs }) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  const starts = await rows(page).locator('.song-title, .song-artist').evaluateAll((names) => names.map((name) => {
    const range = document.createRange();
    range.selectNodeContents(name);
    return Math.round(range.getBoundingClientRect().left);
  }));
  expect(new Set(starts).size).toBe(1);
});

test('on a small screen nothing strikes words through, is cut without need or stands aslant', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(report(page)).toBeVisible();
  const struck = await page.locator('.mast .line').evaluateAll((lines) => {
    const word = document.createRange();
    word.selectNodeContents(document.querySelector('.mast .to-teach') ?? document.body);
    const { left, right, top, bottom } = word.getBoundingClientRect();
    return lines.some((line) => {
      const path = line as unknown as SVGPathElement;
      const length = path.getTotalLength();
      return Array.from({ length: 200 }, (_, step) => path.getPointAtLength((length * step) / 199).matrixTransform(path.getScreenCTM() ?? undefined))
        .some(({ x, y }) => x > left && x < right && y > top && y < bottom);
    });
  });
  expect(struck).toBe(false);
  expect(await page.locator('.try bdi').first().evaluate((name) => name.scrollWidth - name.clientWidth)).toBe(0);
  const middle = async (part: string): Promise<number> => {
    const box = await page.locator('.tracklist li').first().locator(part).boundingBox();
    return (box?.y ?? NaN) + (box?.height ?? NaN) / 2;
  };
  expect(Math.abs(await middle('.add .icon') - await middle('.number'))).toBeLessThan(1.5);
  const end = async (part: string): Promise<number> => {
    const box = await page.locator(part).last().boundingBox();
    return (box?.x ?? NaN) + (box?.width ?? NaN);
  };
  expect(await end('.preset-buttons button')).toBeLessThanOrEqual(await end('.experiment > .button'));
});

test('a tip stays inside a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await set(page, {});
  for (const label of ['similarity', 'About: Songs each side', 'About: Cores at work', 'About: Recipe']) {
    await page.getByRole('button', { name: label, exact: true }).focus();
    const box = await page.locator('.tip:not([hidden])').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 999)).toBeLessThanOrEqual(844);
  }
});

test('works on a small screen from search to training', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await rows(page).nth(9).click();
  await expect(heading(page)).toBeInViewport();
  await page.getByRole('button', { name: 'Teach it yours' }).click();
  await expect(page.getByRole('heading', { name: 'Teach it your playlists' })).toBeInViewport();
  await set(page, { 'Numbers per song': '8', Passes: '2' });
  await trainToTheEnd(page);
  await page.getByRole('button', { name: 'Search it' }).click();
  await expect(searchBox(page)).toBeFocused();
  await expect(searchBox(page)).toBeInViewport();
});
