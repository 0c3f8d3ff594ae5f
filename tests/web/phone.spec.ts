/** Everything with a thumb: what the other tests do at a desk. */
import {
  currentTitle, expect, manySongs, modelLine, open, options, progressBar, rows, searchBox, stopButton, test, trainButton,
} from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('playlists are picked, taught, paused, stopped, and searched', async ({ page }) => {
  await open(page);
  await button(page, 'Teach it yours').tap();
  await expect(page.getByRole('heading', { name: 'Teach it your playlists' })).toBeInViewport();
  await page.getByLabel('choose files').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(manySongs(300, 60)) });
  await expect(page.locator('.source-name')).toContainText('mine.csv');
  await expect(page.locator('.report')).toContainText('300');
  await button(page, 'Thorough').tap();
  await expect(button(page, 'Thorough')).toHaveAttribute('aria-pressed', 'true');
  await trainButton(page).tap();
  const found = page.locator('.loss-now', { hasText: 'Finds the hidden song' }).locator('.number');
  await expect(found).toHaveText(/^\d+ of 225$/);
  await button(page, 'Pause').tap();
  await expect(page.locator('.running')).toContainText('at rest');
  await button(page, 'Go on').tap();
  await stopButton(page).tap();
  await expect(page.getByRole('heading', { name: /^Stopped in pass/ })).toBeVisible();
  await expect(found).toHaveText(/^\d+ of 225$/);
  await button(page, 'Search it').tap();
  await expect(modelLine(page)).toContainText('From mine.csv');
  await searchBox(page).fill('song 371');
  await expect(options(page).first()).toContainText('song 371');
  await options(page).first().tap();
  await expect(currentTitle(page)).toContainText('song 371');
  await rows(page).nth(3).tap();
  await expect(page.locator('.trail')).toBeVisible();
});

test('kept models are renamed, compared, downloaded and forgotten', async ({ page }) => {
  await open(page);
  await expect(page.locator('.report')).toBeVisible();
  await button(page, 'Quick').tap();
  await trainButton(page).tap();
  await expect(progressBar(page)).toBeVisible();
  await stopButton(page).tap();
  await expect(page.getByRole('heading', { name: 'Your models' })).toBeVisible();
  await button(page, /^Rename/).tap();
  await page.getByRole('textbox', { name: /^New name/ }).fill('Sunday');
  await button(page, 'Save name').tap();
  await expect(modelLine(page)).toContainText('From Sunday');
  await page.locator('.how-made summary').tap();
  await expect(page.locator('.how-made')).toContainText('3,293 playlists, 66,000 rows');
  await button(page, 'What do they say?').tap();
  await expect(page.locator('.compare-outcome .line-chart canvas').first()).toBeVisible();
  await expect(page.locator('.compare-lists ol')).toHaveCount(2);
  const downloading = page.waitForEvent('download');
  await button(page, 'Download Sunday').tap();
  await button(page, 'Save the file').tap();
  expect((await downloading).suggestedFilename()).toBe('Sunday.safetensors');
  await button(page, 'Use the sample').tap();
  await expect(modelLine(page)).toContainText('From the sample');
  await button(page, 'Forget Sunday').tap();
  await button(page, 'Undo forgetting Sunday').tap();
  await expect(button(page, 'Use Sunday')).toBeVisible();
});

test('a playlist is made, undone and done again', async ({ page }) => {
  await open(page);
  for (const place of [0, 1, 2]) await page.locator('.tracklist .add').nth(place).tap();
  const songs = page.locator('.maker-songs .songlist > li');
  await expect(songs).toHaveCount(3);
  await button(page, /^Clear/).tap();
  await expect(songs).toHaveCount(0);
  await button(page, /^Undo/).tap();
  await expect(songs).toHaveCount(3);
  await button(page, /^Redo/).tap();
  await expect(songs).toHaveCount(0);
  await button(page, /^Undo/).tap();
  await button(page, /^Undo/).tap();
  await expect(songs).toHaveCount(2);
  await button(page, /^Redo/).tap();
  await expect(songs).toHaveCount(3);
});

test('the map’s legend and its songs in view are in reach', async ({ page }) => {
  await open(page);
  await button(page, 'Show the map').tap();
  await expect(page.locator('.map-front')).toBeVisible();
  const family = button(page, 'hip hop');
  await family.tap();
  await expect(family).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'List the songs in view').tap();
  await expect(page.locator('.caught').getByRole('heading')).toHaveText(/songs taken$/);
  await button(page, 'Let go').tap();
  await expect(page.locator('.caught')).toHaveCount(0);
});
