import { expect, modelLine, open, report, rows, searchBox, test, trainButton } from './page.ts';
import type { Page } from '../../web/test-tools/browser.ts';

/** Tabs on, or back, to what is called so. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 150; step++) {
    await page.keyboard.press(key);
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.id ? document.querySelector(`label[for="${element.id}"]`)?.textContent : undefined;
      return element?.getAttribute('aria-label') ?? label ?? element?.closest('label')?.textContent ?? element?.textContent ?? '';
    });
    if (name.test(found)) return;
  }
  throw new Error(`${key} never came to ${name}`);
}

for (const width of [1280, 390]) {
  test(`keys alone go from search to a trained model, its map, a comparison and its file, at ${width} px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await expect(report(page)).toBeVisible();
    await page.keyboard.press('Tab');
    await searchBox(page).focus();
    await page.keyboard.type('landslide');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/track=\d+/);

    await tabTo(page, /^Quick$/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Train$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('progressbar', { name: 'Training' })).toBeVisible();
    await tabTo(page, /^Pause$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('.running')).toContainText('at rest');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Stop/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /^Stopped/ })).toBeFocused();
    await expect(modelLine(page)).toContainText('the sample, trained here');
    await expect(trainButton(page)).toBeVisible();

    await tabTo(page, /^How it was made/);
    await page.keyboard.press('Enter');
    await expect(page.locator('.how-made[open]')).toContainText(/3,293 playlists, 66,000 rows/);
    await tabTo(page, /^Download the sample, trained here$/);
    const downloading = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('checkbox', { name: /^Include its 3,293 playlists/ })).toBeFocused();
    await tabTo(page, /^Save the file$/);
    await page.keyboard.press('Enter');
    expect((await downloading).suggestedFilename()).toBe('the sample, trained here.safetensors');
    await tabTo(page, /^What do they say\?$/);
    await page.keyboard.press('Enter');
    await expect(page.locator('.compare-lists ol')).toHaveCount(2);

    await tabTo(page, /^Show the map$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('.map-front')).toBeVisible({ timeout: 45_000 });
    await tabTo(page, /songs, those that keep the same company/);
    await page.keyboard.press('+');
    const before = await page.locator('#song-heading').innerText();
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowLeft', 'ArrowDown', '-']) {
      await page.keyboard.press(key);
      await page.keyboard.press('Enter');
      if (await page.locator('#song-heading').innerText() !== before) break;
      await page.waitForTimeout(300);
    }
    await expect(page.locator('#song-heading')).not.toHaveText(before);
    await expect(rows(page)).toHaveCount(10);
  });
}
