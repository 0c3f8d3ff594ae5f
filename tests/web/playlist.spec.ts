import { readFileSync } from 'node:fs';
import { load, read, train, value } from '../wasm/module.mjs';
import {
  csv, currentTitle, drop, expect, heading, looks, open, options, ready, rows, searchBox, set, test, trainToTheEnd, violations,
} from './page.ts';
import type { Locator, Page } from '../../web/test-tools/browser.ts';

const maker = (page: Page) => page.locator('.maker');
const songs = (page: Page) => maker(page).locator('.songlist:not(.suggested) > li');
const suggested = (page: Page) => maker(page).locator('.suggested > li');
const title = (page: Page, row: number) => songs(page).nth(row).locator('.song-title');
const addCurrent = (page: Page) => page.getByRole('button', { name: 'Add to your playlist', exact: true });
const button = (page: Page, deed: string, song: string) => page.getByRole('button', { name: `${deed} ${song}`, exact: true });
const titles = (page: Page) => songs(page).locator('.song-title').allInnerTexts();
/** As buttons call them: "title by artist". */
const namesIn = (rows_: Locator) => rows_.locator('.song').evaluateAll((all) => all.map((song) =>
  `${song.querySelector('.song-title')?.textContent} by ${song.querySelector('.song-artist')?.textContent}`));
const names = (page: Page) => namesIn(songs(page));

/** Begins a playlist with the song in hand and takes some that go with it. */
async function make(page: Page, count: number): Promise<void> {
  await addCurrent(page).click();
  for (let more = 1; more < count; more++) {
    await expect(songs(page)).toHaveCount(more);
    await expect(suggested(page)).toHaveCount(10);
    await suggested(page).locator('.add[data-within=false]').first().click();  // the last one may still stand there
  }
  await expect(songs(page)).toHaveCount(count);
  await expect(suggested(page)).toHaveCount(10);
}

async function save(page: Page, format: string): Promise<{ name: string; content: string }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save as ${format}` }).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path(), 'utf8') };
}

for (const width of [1280, 390]) {
  test(`a stranger has a playlist at once, at ${width} px @everywhere`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    // What to do is said on the first screen, wherever that ends.
    await expect(page.getByText('at a song you like')).toBeInViewport();
    await addCurrent(page).click();
    await page.getByRole('button', { name: 'Show it' }).click();
    await expect(page.getByRole('heading', { name: 'Your playlist', exact: true })).toBeInViewport();
    await suggested(page).nth(0).locator('.add').click();
    await suggested(page).nth(4).locator('.add').click();
    await expect(songs(page)).toHaveCount(3);
    await page.getByRole('button', { name: 'Copy the list' }).click();
    await expect(page.getByText('3 songs copied.')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.trim().split('\n').map((line) => line.split(' - ')[1])).toEqual(await titles(page));
  });
}

test('a second press that follows at once takes nothing out', async ({ page }) => {
  await open(page);
  await addCurrent(page).dblclick();
  await expect(suggested(page)).toHaveCount(10);
  await expect(songs(page)).toHaveCount(1);
  const [first] = await namesIn(suggested(page));
  // By keys, both of them before what goes with the longer list is known.
  await suggested(page).first().locator('.add').evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });
  await expect(songs(page)).toHaveCount(2);
  expect(await names(page)).toContain(first);
  // By a pointer: the second press may find another song in the place of the first.
  await expect(suggested(page).locator('[data-within=true]')).toHaveCount(0);
  await suggested(page).first().locator('.add').dblclick();
  await expect(songs(page)).toHaveCount(3);
  await expect(suggested(page).locator('[data-within=true]')).toHaveCount(0);
  await expect(songs(page)).toHaveCount(3);
  // A deliberate one does.
  await page.getByRole('button', { name: 'In your playlist' }).click();
  await expect(songs(page)).toHaveCount(2);
});

test('the keyboard alone goes from search to a playlist and its file', async ({ page }) => {
  await open(page);
  await searchBox(page).focus();
  await page.keyboard.type('africa');
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Enter');
  await expect(songs(page)).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Enter');
  await expect(songs(page)).toHaveCount(2);
  await page.keyboard.press('Escape');
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let step = 0; step < 120; step++) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
      if (name.test(found)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  };
  const before = await titles(page);
  await tabTo(/^Move .* number 1,/);
  await page.keyboard.press('ArrowDown');
  await expect(title(page, 0)).toHaveText(before[1] ?? '');
  // The handle keeps the focus, so that the song can go on.
  await expect(page.getByRole('button', { name: /^Move .* number 2,/ })).toBeFocused();
  await tabTo(/^From hidden gems to hits$/);
  const asTheyCame = await namesIn(suggested(page));
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => namesIn(suggested(page))).not.toEqual(asTheyCame);
  await tabTo(/^Add .* to your playlist$/);
  await page.keyboard.press('Enter');
  await expect(songs(page)).toHaveCount(3);
  await expect(suggested(page).first().locator('.add')).toBeFocused();
  await tabTo(/^Save as M3U8$/);
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await downloading).suggestedFilename()).toBe('My playlist.m3u8');
});

/** Turns the knob without going there: what comes of it comes while the focus is elsewhere. */
const turnKnob = (page: Page, to: number) => page.getByLabel('From hidden gems to hits').evaluate((knob: HTMLInputElement, value) => {
  knob.value = String(value);
  knob.dispatchEvent(new InputEvent('input', { bubbles: true }));
}, to);

test('whoever presses Add the moment that an answer is drawn keeps the focus at that place', async ({ page }) => {
  await open(page);
  await make(page, 1);
  await page.evaluate(() => {
    const list = document.querySelector('.suggested');
    const press = new MutationObserver(() => {
      press.disconnect();
      const add = list?.querySelectorAll<HTMLElement>('.add')[1];
      add?.focus();
      add?.click();
    });
    if (list) press.observe(list, { childList: true });
  });
  await turnKnob(page, -1);
  await expect(songs(page)).toHaveCount(2);
  await expect(suggested(page).locator('[data-within=true]')).toHaveCount(0);
  await expect(suggested(page).nth(1).locator('.add')).toBeFocused();
});

test('suggestions that change under the focus keep it with their song, or else at its place', async ({ page }) => {
  await open(page);
  await make(page, 1);
  for (const [place, knob] of [[0, -0.25], [3, 0], [9, -1]] as const) {
    const before = await namesIn(suggested(page));
    await suggested(page).nth(place).locator('.add').focus();
    await turnKnob(page, knob);
    await expect.poll(() => namesIn(suggested(page))).not.toEqual(before);
    const still = (await namesIn(suggested(page))).indexOf(before[place] ?? '');
    await expect(suggested(page).nth(still >= 0 ? still : place).locator('.add')).toBeFocused();
  }
});

test('a song is added from the suggestions of the search, and the list stays for more', async ({ page }) => {
  await open(page);
  await searchBox(page).fill('love');
  await options(page).nth(1).locator('.option-add').click();
  await options(page).nth(2).locator('.option-add').click();
  await expect(songs(page)).toHaveCount(2);
  await expect(options(page).first()).toBeVisible();
  await expect(searchBox(page)).toBeFocused();
});

test('the same button takes a song out again', async ({ page }) => {
  await open(page);
  const add = rows(page).nth(2).locator('xpath=following-sibling::button');
  await add.click();
  await expect(songs(page)).toHaveCount(1);
  await expect(add).toHaveAttribute('aria-label', /^Take /);
  await add.click();
  await expect(songs(page)).toHaveCount(0);
});

test('songs are dragged, moved, removed, and all of it undone', async ({ page }) => {
  await open(page);
  await make(page, 4);
  const start = await names(page);
  const [one = '', two = '', three = '', four = ''] = start;

  const grip = songs(page).nth(0).locator('.grip');
  await grip.scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector('.grip')?.scrollIntoView({ block: 'center' }));
  const from = await grip.boundingBox();
  const to = await songs(page).nth(2).boundingBox();
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, to.y + to.height - 6, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => names(page)).toEqual([two, three, one, four]);

  await button(page, 'More about', four).click();
  await page.getByRole('button', { name: 'Move up' }).click();
  await expect.poll(() => names(page)).toEqual([two, three, four, one]);

  await button(page, 'Remove', three).click();
  await expect.poll(() => names(page)).toEqual([two, four, one]);
  await expect(button(page, 'Remove', four)).toBeFocused();

  await page.getByRole('button', { name: /^Clear/ }).click();
  await expect(songs(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Your playlist', exact: true })).toBeFocused();
  const undo = page.getByRole('button', { name: /^Undo/ });
  await expect(undo).toHaveText('Undo clearing the playlist');
  for (const expected of [[two, four, one], [two, three, four, one], [two, three, one, four], start]) {
    await undo.click();
    await expect.poll(() => names(page)).toEqual(expected);
  }
});

test('the knobs do what they say', async ({ page }) => {
  await open(page);
  await make(page, 2);
  const counts = async (): Promise<number> => {
    const positions = await suggested(page).locator('a').evaluateAll((links) =>
      links.map((link) => Number(new URLSearchParams((link as HTMLAnchorElement).hash.slice(1)).get('track'))));
    return positions.reduce((sum, position) => sum + position, 0);
  };
  const slider = page.getByRole('slider');
  const usual = await counts();
  await slider.fill('1');
  await expect.poll(counts).toBeLessThan(usual);  // a hit stands at a small position
  await expect(slider).toHaveAttribute('aria-valuetext', 'mostly hits');
  const hits = await counts();
  await slider.fill('-1');
  await expect.poll(counts).toBeGreaterThan(hits);
  await slider.fill('0');
  await expect.poll(counts).toBe(usual);

  const artists = () => suggested(page).locator('.song-artist').allInnerTexts();
  await page.getByRole('checkbox', { name: 'One song an artist' }).check();
  await expect.poll(async () => new Set(await artists()).size).toBe(10);
  await page.getByRole('checkbox', { name: 'Other artists only' }).check();
  const mine = await songs(page).locator('.song-artist').allInnerTexts();
  await expect.poll(async () => (await artists()).some((artist) => mine.includes(artist))).toBe(false);

  const dislike = suggested(page).first().getByRole('button', { name: /^Not like/ });
  const unwanted = (await dislike.getAttribute('aria-label') ?? '').slice('Not like '.length);
  await dislike.click();
  const pardon = button(page, 'No longer away from', unwanted);
  await expect(pardon).toBeVisible();
  await expect(button(page, 'Not like', unwanted)).toHaveCount(0);
  await pardon.click();
  await expect(suggested(page).first().getByRole('button', { name: `Not like ${unwanted}`, exact: true })).toBeVisible();
});

test('stays in this browser over a reload, for each model by itself', async ({ page }) => {
  await open(page);
  await make(page, 3);
  await page.getByRole('textbox', { name: 'Name' }).fill('Sunday');
  await page.getByRole('checkbox', { name: 'One song an artist' }).check();
  const before = await titles(page);
  expect(page.url()).not.toContain(encodeURIComponent(before[0] ?? 'nothing'));
  await page.reload();
  await ready(page);
  await expect.poll(() => titles(page)).toEqual(before);
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Sunday');
  await expect(page.getByRole('checkbox', { name: 'One song an artist' })).toBeChecked();

  await drop(page, { name: 'mine.csv', content: csv({ one: [['a', 'b'], ['c', 'd'], ['e', 'f']], two: [['a', 'b'], ['c', 'd']] }) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await expect(songs(page)).toHaveCount(0);
  await addCurrent(page).click();
  await expect(songs(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect.poll(() => titles(page)).toEqual(before);
});

test('a link holds positions and opens the playlist; it is of the sample alone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await make(page, 3);
  await page.getByRole('button', { name: 'Copy a link' }).click();
  await expect(page.getByText('A link that opens this playlist is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toMatch(/^#list=\d+\.\d+\.\d+$/);
  const before = await names(page);
  await page.getByRole('button', { name: /^Clear/ }).click();
  await addCurrent(page).click();
  await expect(songs(page)).toHaveCount(1);
  await page.waitForTimeout(300);  // it is kept
  await page.goto('about:blank');
  await page.goto(link);
  await ready(page);
  await expect.poll(() => names(page)).toEqual(before);
  expect(page.url()).not.toContain('list');
  await page.getByRole('button', { name: 'Undo taking the playlist of the link' }).click();
  await expect(songs(page)).toHaveCount(1);

  await drop(page, { name: 'mine.csv', content: csv({ one: [['a', 'b'], ['c', 'd']], two: [['a', 'b'], ['c', 'd']] }) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await addCurrent(page).click();
  await expect(page.getByRole('button', { name: 'Copy the list' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy a link' })).toHaveCount(0);
});

test('opens songs elsewhere by plain links that carry nothing of this page', async ({ page }) => {
  await open(page);
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  for (const name of ['Spotify', 'YouTube', 'MusicBrainz']) {
    const link = page.getByRole('link', { name: `${name} (opens a new tab)` });
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    await expect(link).toHaveAttribute('target', '_blank');
    expect(decodeURIComponent(await link.getAttribute('href') ?? '')).toContain(await currentTitle(page).innerText());
  }
  await make(page, 1);
  await page.getByRole('button', { name: /^More about/ }).click();
  await expect(page.locator('.song-more').getByRole('link')).toHaveCount(3);
  expect(asked).toEqual([]);
});

const hostile: [string, string][] = [
  ['<script>alert(1)</script>', '"quoted" \\ and \\" more'],
  ['A - B', 'C - D'],
  ['12. Band', '7) Song'],
  ['=cmd()', ', ; \t and #EXTM3U'],
  ['#EXTINF:1,a', 'https://evil.example/?a=b&c=d'],
  ['שלום', '\u202eright to left'],
  ['AC/DC', '..\\..\\up'],
  [']]>', '&amp; &#x0; <!--'],
  ['émile', 'e\u0301mile 🎵'],
];

test('every form that leaves is read back as it was, whatever the names', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'hostile.csv', content: csv({ one: hostile.map(([artist, name]) => [artist, name.replaceAll('\\', '\\\\')]) }) });
  await set(page, { Passes: '2' });
  await trainToTheEnd(page);
  await addCurrent(page).click();
  await page.getByRole('button', { name: 'Add all 8' }).click();
  await expect(songs(page)).toHaveCount(9);
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine: "1/2" <&>');

  const segue = await load();
  const readBack = (name: string, content: string): { format: string; read: number; names: string[] } => {
    const { corpus, report } = read(segue, new TextEncoder().encode(content), 0, 'seed', name);
    const count = corpus.tracks();
    const model = train(segue, corpus, {
      recipe: 'seed', options: { num_rows: 0, window_size: 2, embedding_dim: 4, epochs: 1, learning_rate: 0.001, random_seed: 1 },
    });
    const names = Array.from({ length: count }, (_, at) => value(model.track(at + 1))).map(({ artist, title: name_ }) => `${artist}\n${name_}`);
    model.delete();
    return { format: report.format, read: report.rowsRead, names: names.sort() };
  };
  const expected = hostile.map(([artist, name]) => `${artist}\n${name.replaceAll('\t', ' ')}`).sort();
  const formats = { M3U8: 'M3U playlist', XSPF: 'XSPF playlist', CSV: 'CSV of playlists' };
  for (const [label, format] of Object.entries(formats)) {
    const { name, content } = await save(page, label);
    expect(name).toBe(`Mine 1 2 &.${label.toLowerCase()}`);
    expect(readBack(name, content), label).toEqual({ format, read: 9, names: expected });
  }
  // A plain text cannot say where an artist ends that has a dash inside, but it loses no song.
  const text = await save(page, 'Text');
  expect(readBack(text.name, text.content)).toMatchObject({ format: 'list of songs', read: 9 });
});

test('a browser that does not copy by itself shows the text', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await open(page);
  await make(page, 2);
  await page.getByRole('button', { name: 'Copy the list' }).click();
  await expect(page.getByRole('textbox', { name: 'The playlist as text' })).toHaveValue(/^.+ - .+\n.+ - .+\n$/);
});

for (const { colorScheme, width } of looks) {
  test.describe(`a playlist: ${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing, all is in reach of a finger, and nothing stands out sideways', async ({ page }) => {
      await open(page);
      await make(page, 3);
      await page.getByRole('button', { name: /^More about/ }).nth(1).click();
      await suggested(page).first().getByRole('button', { name: /^Not like/ }).click();
      await expect(page.locator('.chip')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.maker a, .maker button, .maker input, .sleeve-actions a, .sleeve-actions button')]
          .map((element) => {
            const box = (element.closest('label.tick') ?? element).getBoundingClientRect();
            return { text: element.textContent || element.ariaLabel, height: box.height };
          })
          .filter(({ height }) => height < 44));
      expect(small).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      await songs(page).nth(1).locator('a').first().click();
      await expect(heading(page)).toBeInViewport();
    });
  });
}
