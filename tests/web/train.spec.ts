import {
  choose, csv, currentTitle, drop, expect, failure, heading, manySongs, modelLine, open, options, progressBar, ready, report,
  rows, searchBox, set, setting, stopButton, test, trainButton, trainToTheEnd, unfold,
  violations,
} from './page.ts';

test('says what is in the sample and starts from the usual settings', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page);
  await expect(report(page)).toContainText('playlists');
  await expect(report(page)).toContainText('that a program made up');
  await expect(setting(page, 'Songs each side')).toBeHidden();
  await expect(trainButton(page)).toBeInViewport({ ratio: 1 });
  await page.getByText('How it should learn').click();
  await expect(page.getByRole('radio', { name: 'Segue’s own' })).toBeChecked();
  await expect(setting(page, 'Songs each side')).toBeVisible();
  await expect(page.locator('#setting-seed')).toBeHidden();
  await page.getByText('More settings').click();
  for (const [label, value] of [
    ['Songs each side', 'all'], ['Songs taken together', '5'], ['Numbers per song', '100'], ['Passes', 'until it knows'],
    ['Step size', '0.03'], ['Wrong examples', '35'], ['Weight of hits', '0.25'], ['Skip hits above', '0'], ['Seen at least', '1'], ['Shuffle', '42'],
  ] as const) {
    await expect(setting(page, label)).toHaveValue(value);
  }
});

test('the original starts from its own six settings', async ({ page }) => {
  await open(page);
  await choose(page, 'The original');
  await expect(setting(page, 'Rows to read')).toHaveValue('10000');
  await expect(setting(page, 'Songs each side')).toHaveValue('2');
  await expect(setting(page, 'Numbers per song')).toHaveValue('100');
  await expect(setting(page, 'Passes')).toHaveValue('20');
  await expect(setting(page, 'Step size')).toHaveValue('0.001');
  await expect(setting(page, 'Shuffle')).toHaveValue('42');
});

test('trains on the sample, with progress and live loss, and then searches the new model @everywhere', async ({ page }) => {
  await open(page);
  await set(page, { Passes: '12' });
  await trainButton(page).click();
  await expect(progressBar(page)).toBeVisible();
  await expect(page.locator('.running-pace')).toHaveText(/[\d,]+ songs a second/);
  await expect(page.locator('.loss-now .number').first()).toHaveText(/^0\.\d{4}$/);
  await expect(page.locator('.line-chart canvas').first()).toBeVisible();
  // After the first steep passes the chart shows what is left to learn, far below a coin's score.
  await expect.poll(async () => [await page.locator('.key.coin').count(), await progressBar(page).isVisible()]).toEqual([0, true]);
  await expect(page.getByRole('heading', { name: 'It has learnt these playlists' })).toBeVisible({ timeout: 45_000 });
  await expect(modelLine(page)).toContainText('the sample, trained here');
  await expect(rows(page)).toHaveCount(10);
  await rows(page).first().click();
  await expect(page).toHaveURL(/#model=[0-9a-f]+&track=\d+$/);
});

test('the bar moves, and time left is told', async ({ page }) => {
  await open(page);
  await set(page, { Passes: '1000' });
  await trainButton(page).click();
  await expect(page.locator('.running-head')).toContainText(/about .* left/);
  const first = Number(await progressBar(page).getAttribute('aria-valuenow'));
  await expect.poll(async () => Number(await progressBar(page).getAttribute('aria-valuenow'))).toBeGreaterThan(first);
  await stopButton(page).click();
});

test('goes on until it has learnt, and says so: at most how long, then how long, then what it found', async ({ page }) => {
  test.slow();
  await open(page);
  await set(page, { 'Cores at work': '1' });
  await trainButton(page).click();
  const running = page.locator('.running');
  await expect(running).toContainText('Learning until it finds no more of the songs hidden from it.');
  await expect(page.locator('.running-head')).toContainText(/^Pass \d+at most .* left$/);
  await expect(progressBar(page)).not.toHaveAttribute('aria-valuenow');
  await expect(progressBar(page)).toHaveAttribute('aria-valuetext', /^at most .* left$/);
  await expect(running).toContainText('It has levelled off; settling what it learnt.', { timeout: 45_000 });
  await expect(page.locator('.page > [role=status]')).toHaveText('It has levelled off; settling what it learnt.');
  await expect(progressBar(page)).toHaveAttribute('aria-valuenow', /^\d+/);
  await expect(page.locator('.running-head')).toContainText(/^Pass \d+ of \d+/);
  await expect(page.locator('.outcome .findings')).toHaveText(
    /^Of 660 songs hidden from it, it finds \d\d\d among its first ten; naming the ten most popular would find 25\.$/, { timeout: 45_000 });
});

test('stopped before it has learnt, what it learnt is kept, and nobody claims to know of how many passes', async ({ page }) => {
  await open(page);
  await set(page, { 'Numbers per song': '400', 'Cores at work': '1' });
  await trainButton(page).click();
  await expect(page.locator('.running-head')).toContainText(/at most .* left/);
  expect(await violations(page)).toEqual([]);
  await stopButton(page).click();
  await expect(page.getByRole('heading', { name: /^Stopped in pass \d+$/ })).toBeVisible();
  await expect(modelLine(page)).toContainText(/stopped in pass \d+\./);
  await expect(page.locator('.shelf')).toContainText(/stopped in pass \d+,/);
  await expect(rows(page)).toHaveCount(10);
});

/** Playlists of chance: a few songs are in many of them, and that is all that there is to know. */
function chance(): string {
  let state = 1;
  const below = (end: number): number => Math.floor(((state = (state * 48271) % 2147483647) / 2147483647) * end);
  const song = (): [string, string] => ['artist', `song ${below(10) === 0 ? below(5) : 5 + below(1500)}`];
  return csv(Object.fromEntries(Array.from({ length: 400 }, (_, list) => [`list ${list}`, Array.from({ length: 8 }, song)])));
}

test('where the playlists have hardly a song in common, it says that it learnt little but what is popular', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'chance.csv', content: chance() });
  await set(page, { 'Cores at work': '1' });
  await trainToTheEnd(page);
  await expect(page.locator('.outcome .findings')).toContainText(
    'These playlists have hardly a song in common, so it has learnt little but what is popular.');
});

test('goes on answering while it trains', async ({ page }) => {
  await open(page);
  await set(page, { Passes: '1000' });
  const next = await rows(page).nth(2).locator('.song-title').innerText();
  await trainButton(page).click();
  await expect(progressBar(page)).toBeVisible();
  await rows(page).nth(2).click();
  await expect(currentTitle(page)).toHaveText(next);
  await searchBox(page).fill(next);
  await expect(options(page).first()).toBeVisible();
  await expect(progressBar(page)).toBeVisible();
  await stopButton(page).click();
  await expect(page.locator('.outcome')).toBeVisible();
});

test('the same seed and one core give the same model', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'lists.csv', content: manySongs(20, 15) });
  await set(page, { 'Numbers per song': '16', Passes: '3', 'Cores at work': '1' });
  const numbers: string[][] = [];
  for (const seed of ['7', '7', '8']) {
    await set(page, { Shuffle: seed });
    const before = page.url();
    await trainToTheEnd(page);
    await expect(page).not.toHaveURL(before);
    await ready(page);
    numbers.push(await rows(page).locator('.number').allTextContents());
  }
  expect(numbers[1]).toEqual(numbers[0]);
  expect(numbers[2]).not.toEqual(numbers[0]);
});

test('a wrong setting is told beside its field, and nothing starts', async ({ page }) => {
  await open(page);
  await set(page, {});
  for (const [recipe, label, value, complaint] of [
    ['Segue’s own', 'Songs each side', '0', 'Give a whole number from 1 to 1,000, or “all”.'],
    ['Segue’s own', 'Weight of hits', '11', 'Give a number from −10 to 10.'],
    ['Segue’s own', 'Skip hits above', '1.5', 'Give a number from 0 to 1.'],
    ['Segue’s own', 'Seen at least', '0', 'Give a whole number from 1 to'],
    ['The original', 'Rows to read', '1.5', 'Give a whole number from 0 to'],
    ['The original', 'Songs each side', '2.5', 'Give a whole number from 1 to 1,000.'],
    ['The original', 'Numbers per song', 'many', '“many” is not a number'],
    ['The original', 'Passes', '', 'Give a whole number from 1 to 1,000'],
    ['The original', 'Step size', '0', 'Give a number above 0, at most 10'],
    ['The original', 'Shuffle', '-1', 'Give a whole number from 0'],
  ] as const) {
    if (!(await page.getByRole('radio', { name: recipe }).isChecked())) await choose(page, recipe);
    await unfold(page, label);
    const usual = await setting(page, label).inputValue();
    await set(page, { [label]: value });
    // Also where its field is folded away, as it may be when Train is pressed.
    if (label === 'Weight of hits') await page.getByText('More settings').click();
    await trainButton(page).click();
    await expect(page.locator('.problem')).toContainText(complaint);
    await expect(setting(page, label)).toBeFocused();
    await expect(setting(page, label)).toHaveAttribute('aria-invalid', 'true');
    await expect(progressBar(page)).toHaveCount(0);
    await setting(page, label).fill(usual);
    await expect(page.locator('.problem')).toHaveCount(0);
  }
});

test('a field that is still being filled in is not complained about', async ({ page }) => {
  await open(page);
  await set(page, { 'Step size': '0.01', Shuffle: '-1' });
  // Leaving "Step size" is answered a moment later, when the person is in "Shuffle" already.
  await page.waitForTimeout(500);
  await expect(page.locator('.problem')).toHaveCount(0);
  await set(page, { 'Step size': '0.02' });
  await expect(page.locator('.problem')).toContainText('Give a whole number from 0');
});

test('fewer rows are read again and reported before training', async ({ page }) => {
  await open(page);
  await choose(page, 'The original');
  await expect(report(page)).toBeVisible();
  await set(page, { 'Rows to read': '300' });
  await setting(page, 'Rows to read').blur();
  await expect(report(page).locator('dl')).toContainText(/300\s*rows read|rows read\s*300/);
  await expect(report(page)).toContainText('There are more rows in the file');
});

test('one song for each playlist is nothing to learn from, and the model stays', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'lonely.csv', content: csv({ one: [['a', 'b']], two: [['c', 'd']] }) });
  await expect(page.locator('.source')).toContainText('no playlist has two different songs');
  await expect(page.getByRole('button', { name: 'Learn from the sample, too' })).toBeVisible();
  await trainButton(page).click();
  await expect(failure(page)).toBeVisible();
  await expect(modelLine(page)).toContainText('the sample');
  await expect(rows(page)).toHaveCount(10);
});

test('going back while another model is on its way keeps the one that was gone back to', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { 'Numbers per song': '12', Passes: '2' });
  await trainToTheEnd(page);
  await expect(modelLine(page)).toContainText('From mine.csv');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.context().route('**/data/model.safetensors', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(modelLine(page)).toContainText('Opening the sample');
  await page.goBack();
  await expect(modelLine(page)).toContainText('From mine.csv');
  const arrived = page.context().waitForEvent('response', (response) => response.url().endsWith('/data/model.safetensors'));
  release();
  await (await arrived).finished();
  await page.waitForTimeout(1000);  // for what must not happen: the sample taking the page over
  await expect(modelLine(page)).toContainText('From mine.csv');
});

test('what was trained is still there after a reload, until it is forgotten', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(12, 12) });
  await set(page, { 'Numbers per song': '12', Passes: '2' });
  await trainToTheEnd(page);
  await rows(page).nth(4).click();
  await expect(page).toHaveURL(/track=/);
  await expect(heading(page)).toBeFocused();
  const title = await currentTitle(page).innerText();
  const neighbours = await rows(page).allTextContents();

  await page.reload();
  await ready(page);
  await expect(modelLine(page)).toContainText('mine.csv');
  await expect(currentTitle(page)).toHaveText(title);
  expect(await rows(page).allTextContents()).toEqual(neighbours);

  // Without any address, too: the model searched last comes back.
  await page.goto('about:blank');
  await open(page);
  await expect(modelLine(page)).toContainText('mine.csv');

  const address = page.url();
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(modelLine(page)).toContainText('the sample');
  await expect(page).not.toHaveURL(address);
  await page.goBack();
  await expect(modelLine(page)).toContainText('mine.csv');
  await page.getByRole('button', { name: 'Forget mine.csv' }).click();
  await expect(modelLine(page)).toContainText('the sample');
  await expect(page.getByRole('button', { name: 'Use mine.csv' })).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(modelLine(page)).toContainText('the sample');
});

test('a link to a model of another browser is told and shows the sample', async ({ page }) => {
  await open(page, '#model=0123456789&track=3');
  await expect(page.getByRole('alert')).toContainText('That model is not in this browser');
  await expect(modelLine(page)).toContainText('the sample');
});

test('a training rests, and goes on from there', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(30, 30) });
  await set(page, { Passes: '1000' });
  await trainButton(page).click();
  const share = async (): Promise<number> => Number(await progressBar(page).getAttribute('aria-valuenow'));
  await expect.poll(share).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('.running')).toContainText('at rest');
  await page.waitForTimeout(300);  // the slice under way ends
  const rested = await share();
  await page.waitForTimeout(1500);
  expect(await share()).toBe(rested);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(share).toBeGreaterThan(rested);
  await page.getByRole('button', { name: 'Pause' }).click();
  await stopButton(page).click();
  await expect(page.getByRole('heading', { name: /^Stopped in pass/ })).toBeVisible();
});

test('a preset sets what it stands for', async ({ page }) => {
  await open(page);
  await set(page, {});
  const preset = (name: string) => page.getByRole('group', { name: 'How much patience?' }).getByRole('button', { name });
  await expect(preset('Good')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Learns until it finds no more of the songs hidden from it.')).toBeVisible();
  await preset('Thorough').click();
  await expect(setting(page, 'Passes')).toHaveValue('until it knows');
  await expect(setting(page, 'Numbers per song')).toHaveValue('200');
  await preset('Quick').click();
  await expect(setting(page, 'Numbers per song')).toHaveValue('100');
  await expect(setting(page, 'Passes')).toHaveValue('20');
  await set(page, { Passes: '' });
  await expect(preset('Good')).toHaveAttribute('aria-pressed', 'true');
  await set(page, { 'Numbers per song': '51' });
  await expect(page.getByText('Settings of your own.')).toBeVisible();
  await preset('The original').click();
  await expect(page.getByRole('radio', { name: 'The original' })).toBeChecked();
  await expect(setting(page, 'Rows to read')).toHaveValue('10000');
});
