import {
  currentTitle, drop, csv, expect, heading, modelLine, open, options, ready, rows, searchBox, test, trainToTheEnd,
} from './page.ts';

test('opens on a song with its ten closest, each with a bar and a number @everywhere', async ({ page }) => {
  await open(page);
  await expect(modelLine(page)).toContainText('From the sample');
  await expect(modelLine(page)).toContainText('made-up playlists');
  await expect(rows(page)).toHaveCount(10);
  const numbers = (await rows(page).locator('.number').allTextContents()).map((text) => Number(text.replace('−', '-')));
  expect(numbers.every((number) => number >= -1 && number <= 1)).toBe(true);
  expect([...numbers].sort((one, other) => other - one)).toEqual(numbers);
  const widths = await rows(page).locator('.bar span').evaluateAll((bars) =>
    bars.map((bar) => bar.getBoundingClientRect().width / (bar.parentElement?.getBoundingClientRect().width ?? NaN)));
  // The closest has the longest bar, the others theirs beside it.
  widths.forEach((width, index) => expect(width).toBeCloseTo(Math.max(0, numbers[index] ?? NaN) / (numbers[0] ?? NaN), 1));
});

test('a song to try is another one than that in hand', async ({ page }) => {
  await open(page);
  for (let step = 0; step < 3; step++) {
    const title = await currentTitle(page).innerText();
    await expect(page.locator('.try')).toContainText('Surprise me');
    expect(await page.locator('.try a').allInnerTexts()).not.toContain(title);
    await page.locator('.try a').first().click();
    await expect(currentTitle(page)).not.toHaveText(title);
  }
});

test('suggests while typing, and a click shows that song @everywhere', async ({ page }) => {
  await open(page);
  const known = await rows(page).nth(3).locator('.song-title').innerText();
  await searchBox(page).fill(known);
  const match = options(page).filter({ hasText: known }).first();
  await expect(match).toBeVisible();
  await match.click();
  await expect(currentTitle(page)).toHaveText(known);
  await expect(options(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(10);
});

test('forgives a slip of the finger', async ({ page }) => {
  await open(page);
  const titles = await rows(page).locator('.song-title').allTextContents();
  const known = titles.find((title) => /^[a-z ]{8,}$/.test(title)) ?? titles[0] ?? '';
  const artist = await rows(page).filter({ hasText: known }).first().locator('.song-artist').innerText();
  const slip = `${known.slice(0, 3)}${known.slice(4)} ${artist}`;
  await searchBox(page).fill(slip);
  await expect(options(page).filter({ hasText: known }).first()).toBeVisible();
});

test('needs no mouse', async ({ page }) => {
  await open(page);
  const known = await rows(page).nth(5).locator('.song-title').innerText();
  await page.keyboard.press('Tab');
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.type(known);
  await expect(options(page).first()).toContainText(known);  // those for all of the words
  await page.keyboard.press('ArrowDown');
  await expect(searchBox(page)).toHaveAttribute('aria-activedescendant', /./);
  const active = await searchBox(page).getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true');
  const chosen = await page.locator(`#${active} .song-title`).innerText();
  await page.keyboard.press('Enter');
  await expect(currentTitle(page)).toHaveText(chosen);
  // The focus moves to the song, and from there to its neighbours.
  await expect(heading(page)).toBeFocused();
  // Its place, its button, three links out, and what "similarity" means lie between.
  for (let step = 0; step < 7; step++) await page.keyboard.press('Tab');
  await expect(rows(page).first()).toBeFocused();
  const next = await rows(page).first().locator('.song-title').innerText();
  await page.keyboard.press('Enter');
  await expect(currentTitle(page)).toHaveText(next);
});

test('choosing the song that is shown leads to it, too', async ({ page }) => {
  await open(page);
  const shown = await currentTitle(page).innerText();
  await searchBox(page).fill(shown);
  const same = options(page).filter({ hasText: shown }).first();
  await expect(same).toBeVisible();
  await same.click();
  await expect(currentTitle(page)).toHaveText(shown);
  await expect(heading(page)).toBeFocused();
});

test('arrows go round, Escape closes and then clears', async ({ page }) => {
  await open(page);
  await searchBox(page).fill('a');
  await expect(options(page).first()).toBeVisible();
  const count = await options(page).count();
  await page.keyboard.press('ArrowUp');
  await expect(options(page).nth(count - 1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(searchBox(page)).not.toHaveAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(searchBox(page)).toHaveValue('a');
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toHaveValue('');
});

test('says when nothing matches', async ({ page }) => {
  await open(page);
  await searchBox(page).fill('qqxzzqjxwvqq 00000');
  await expect(page.getByText('Nothing here sounds like that')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toBeVisible();
});

test('a click follows a neighbour, Back comes back, and the trail shows the way', async ({ page }) => {
  await open(page);
  const start = await currentTitle(page).innerText();
  const second = await rows(page).nth(1).locator('.song-title').innerText();
  const position = await rows(page).nth(1).getAttribute('data-position');
  await rows(page).nth(1).click();
  await expect(currentTitle(page)).toHaveText(second);
  expect(new URL(page.url()).hash).toBe(`#track=${position}`);
  await expect(page).toHaveTitle(`${second} · Segue`);
  await expect(page.getByRole('navigation', { name: 'The songs that led here' })).toContainText(start);
  await page.goBack();
  await expect(currentTitle(page)).toHaveText(start);
  await page.goForward();
  await expect(currentTitle(page)).toHaveText(second);
});

test('a link to a song survives a reload @everywhere', async ({ page }) => {
  await open(page, '#track=7');
  const title = await currentTitle(page).innerText();
  await page.reload();
  await ready(page);
  await expect(currentTitle(page)).toHaveText(title);
});

test('a link to a song that does not exist is told and leaves a usable page', async ({ page }) => {
  await open(page, '#track=99999999');
  await expect(page.getByRole('alert')).toContainText('That song is not here');
  await expect(rows(page)).toHaveCount(10);
});

test('a suggestion that the arrow keys went to stays chosen when later ones arrive', async ({ page }) => {
  await open(page);
  await searchBox(page).fill('afric');
  await expect(options(page).first()).toBeVisible();
  await searchBox(page).evaluate((box: HTMLInputElement) => {
    box.value = 'africa';
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  });
  await expect(page.locator('#search-options [aria-selected=true]')).toHaveCount(1);
  await page.waitForTimeout(1000);  // what was asked for by the last letter is there by now
  await expect(page.locator('#search-options [aria-selected=true]')).toHaveCount(1);
});

test('what is looked for in the sample stands in the address and comes back', async ({ page }) => {
  await open(page);
  const title = await rows(page).nth(2).locator('.song-title').innerText();
  const known = `${title} ${await rows(page).nth(2).locator('.song-artist').innerText()}`;  // there are many Dreams
  await searchBox(page).fill(known);
  await expect(options(page).first()).toBeVisible();
  await expect.poll(() => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('q')).toBe(known);
  await page.reload();
  await ready(page);
  await expect(searchBox(page)).toHaveValue(known);
  await expect(currentTitle(page)).toHaveText(title);
});

test('names of somebody’s own playlists never get into the address', async ({ page }) => {
  await open(page);
  await drop(page, {
    name: 'mine.csv',
    content: csv({ one: [['secret artist', 'secret song'], ['b', 'c'], ['d', 'e']], two: [['b', 'c'], ['secret artist', 'secret song']] }),
  });
  await trainToTheEnd(page);
  await searchBox(page).fill('secret');
  await expect(options(page).first()).toContainText('secret song');
  // In the sample, the address takes up what is typed after a moment.
  await page.waitForTimeout(1000);
  expect(page.url()).not.toContain('secret');
  await page.keyboard.press('Enter');
  await expect(currentTitle(page)).toHaveText('secret song');
  expect(page.url()).not.toContain('secret');
  await expect(page).toHaveURL(/#model=[0-9a-f]+&track=\d+$/);
  expect(page.url()).not.toContain('secret');
});

test('surprises', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Surprise me' }).click();
  await expect(page).toHaveURL(/#track=\d+$/);
  await expect(rows(page)).toHaveCount(10);
});

test('a researcher’s term is a hover, a focus or a tap away', async ({ page }) => {
  await open(page);
  const term = page.getByRole('button', { name: 'similarity', exact: true });
  const tip = page.getByRole('tooltip').filter({ hasText: 'Cosine similarity' });
  await expect(tip).toBeHidden();
  await term.hover();
  await expect(tip).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(tip).toBeHidden();
  await term.focus();
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await term.click();
  await expect(tip).toBeVisible();
});
