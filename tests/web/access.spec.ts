import {
  drop, expect, failure, looks, manySongs, open, options, progressBar, report, rows, searchBox, set, stopButton,
  test, trainButton, trainToTheEnd, violations,
} from './page.ts';

for (const { colorScheme, width } of looks) {
  test.describe(`axe finds nothing: ${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

    test('while searching, in results and with a term open', async ({ page }) => {
      await open(page);
      await expect(report(page)).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await searchBox(page).fill('a');
      await expect(options(page).first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
      expect(await violations(page)).toEqual([]);
      await options(page).first().click();
      await expect(page).toHaveURL(/track/);
      await rows(page).nth(1).click();
      await expect(page.locator('.trail')).toBeVisible();
      await page.getByRole('button', { name: 'similarity', exact: true }).focus();
      await expect(page.getByRole('tooltip').filter({ hasText: 'Cosine' })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('in a report, while training and after', async ({ page }) => {
      await open(page);
      await drop(page, { name: 'mine.csv', content: `${manySongs(30, 30)}"u","x"\n` });
      await page.getByText(/^Why .* skipped$/).click();
      await set(page, { Passes: '1000' });
      expect(await violations(page)).toEqual([]);
      await trainButton(page).click();
      await expect.poll(async () => Number(await progressBar(page).getAttribute('aria-valuenow'))).toBeGreaterThan(0);
      expect(await violations(page)).toEqual([]);
      await stopButton(page).click();
      await expect(page.locator('.outcome')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Your models' })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('with everything wrong', async ({ page }) => {
      await open(page);
      await drop(page, { name: 'bad.csv', content: 'nothing of use' });
      await expect(failure(page)).toBeVisible();
      await set(page, { Passes: 'x' });
      await page.keyboard.press('Tab');
      await expect(page.locator('.problem')).toBeVisible();
      await drop(page, { name: 'bad.safetensors', content: Buffer.from('1000000000000000' + '7b7d', 'hex') });
      await expect(failure(page)).toHaveCount(2);
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('screen readers are told what happens, and not too often', async ({ page }) => {
  await open(page);
  const status = page.locator('.page > [role=status]');
  await expect(report(page)).toBeVisible();  // its own announcement comes with it
  await rows(page).first().click();
  await expect(status).toContainText(/^10 songs like /);
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    new MutationObserver(() => told.push(document.querySelector('.page > [role=status]')?.textContent ?? ''))
      .observe(document.querySelector('.page > [role=status]') as Node, { characterData: true, childList: true, subtree: true });
  });
  await set(page, { Passes: '1000' });
  await trainButton(page).click();
  await page.waitForTimeout(4000);
  const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
  expect(told[0]).toBe('Training has begun.');
  expect(told.length).toBeLessThanOrEqual(2);
  await stopButton(page).click();
  await expect(status).toContainText('You now search what it learnt');
});

test('the focus is never lost: from Train to Stop to the outcome', async ({ page }) => {
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(30, 30) });
  await expect(report(page)).toBeVisible();
  await set(page, { Passes: '1000' });
  await trainButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(stopButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Stopped/ })).toBeFocused();
});

test('every target is large enough for a finger', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await drop(page, { name: 'mine.csv', content: manySongs(5, 5) });
  await set(page, { Passes: '1' });
  await trainToTheEnd(page);
  await rows(page).nth(1).click();
  await expect(page.locator('.trail')).toBeVisible();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a, button, input:not([type=file]), summary, label.pick')]
      .filter((element) => element.offsetParent !== null)
      .map((element) => {
        const box = element.getBoundingClientRect();
        const around = getComputedStyle(element, '::after');
        const height = Math.max(box.height, Number.parseFloat(around.height) || 0);
        return { text: element.textContent || element.id, height };
      })
      .filter(({ height }) => height < 44));
  expect(small).toEqual([]);
});

test('colours that the system forces leave the bars visible', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page);
  const [bar, behind] = await rows(page).first().locator('.bar span').evaluate((element) =>
    [getComputedStyle(element).backgroundColor, getComputedStyle(document.documentElement).backgroundColor]);
  expect(bar).not.toBe(behind);
});

test('colours that the system forces leave what is chosen and the map’s colours visible', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page);
  await page.getByRole('button', { name: 'Show the map' }).click();
  await expect(page.locator('.hue').first()).toBeVisible();
  const ground = (part: string) => page.locator(part).evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
  expect(new Set(await ground('.hue')).size).toBe(8);
  for (const choice of ['.preset-buttons button', '.recipes label > span']) {
    expect(new Set(await ground(choice)).size, choice).toBe(2);
  }
});

test('nothing moves for whoever asked for that', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  const moving = await page.evaluate(() => {
    const elements = [...document.querySelectorAll('*')];
    return elements.filter((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      return animationName !== 'none' || transitionDuration.split(',').some((time) => Number.parseFloat(time) > 0);
    }).length;
  });
  expect(moving).toBe(0);
});
