/** What every browser test shares: a page that is watched, and words for what a person does with it. */
import { readFileSync } from 'node:fs';
import { axeSource, expect, test as base, type Page } from '../../web/test-tools/browser.ts';

export { expect };

interface Watch {
  /** Console messages that a test brings about on purpose, such as a 404 for a file it took away. */
  allow(pattern: RegExp): void;
  /** Another host of the test's own that the page may be asked of. */
  admit(url: string): void;
}

/**
 * Each test fails if the console says anything at all, an exception escapes, or anything is asked of
 * another origin.
 */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page, baseURL }, use) => {
      // What a software rasteriser says of itself, and Playwright where it keeps the service worker away.
      const allowed: RegExp[] = [/GPU stall due to ReadPixels/, /Service Worker registration blocked by Playwright/];
      const complaints: string[] = [];
      const origins = new Set([new URL(baseURL ?? '').origin]);
      page.on('console', (message) => {
        if (!allowed.some((pattern) => pattern.test(message.text()))) {
          complaints.push(`console ${message.type()}: ${message.text()}`);
        }
      });
      page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
      page.context().on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol !== 'blob:' && !origins.has(url.origin)) complaints.push(`request to ${url.href}`);
      });
      await use({ allow: (pattern) => void allowed.push(pattern), admit: (url) => void origins.add(new URL(url).origin) });
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export const dataFile = (name: string): Buffer =>
  readFileSync(new URL(`../../web/dist/data/${name}`, import.meta.url));

/** Opens the page and waits until it can be used. */
export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  await expect(heading(page)).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
}

export const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Name a song or an artist' });
export const options = (page: Page) => page.getByRole('option');
export const heading = (page: Page) => page.getByRole('heading', { level: 2, name: /^What goes with/ });
export const rows = (page: Page) => page.locator('.tracklist a');
export const modelLine = (page: Page) => page.locator('.model-line');
export const trainButton = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
export const stopButton = (page: Page) => page.getByRole('button', { name: /^Stop/ });
export const progressBar = (page: Page) => page.getByRole('progressbar', { name: 'Training' });
export const setting = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true });
export const report = (page: Page) => page.locator('.report');
export const failure = (page: Page) => page.locator('.notice.failure');

/** The title of the song in hand. */
export const currentTitle = (page: Page) => heading(page).locator('.song-title');

/**
 * What axe looks at: a wide page in the light and a phone's in the dark. Contrast hangs on the one,
 * reach and width on the other.
 */
export const looks = [{ colorScheme: 'light', width: 1280 }, { colorScheme: 'dark', width: 390 }] as const;

export interface FileLike {
  name: string;
  content: string | Buffer;
}

/** Drops files onto the page as a mouse would. */
export async function drop(page: Page, ...files: FileLike[]): Promise<void> {
  const plain = files.map(({ name, content }) => ({ name, base64: Buffer.from(content).toString('base64') }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, base64 } of list) {
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    }
    return data;
  }, plain);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

export const header = '"user_id", "artistname", "trackname", "playlistname"\n';

/** A CSV of one row for each song of each playlist. */
export function csv(playlists: Record<string, [artist: string, title: string][]>): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = Object.entries(playlists).flatMap(([name, songs]) =>
    songs.map(([artist, title]) => ['user', artist, title, name].map(quoted).join(',')));
  return `${header}${lines.join('\n')}\n`;
}

/** A CSV with enough songs to train on for a while. */
export function manySongs(playlistCount: number, songsEach: number): string {
  const playlists: Record<string, [string, string][]> = {};
  for (let list = 0; list < playlistCount; list++) {
    playlists[`list ${list}`] = Array.from({ length: songsEach }, (_, song) => {
      const number = (list * 7 + song * 13) % (playlistCount * songsEach);
      return [`artist ${number % 50}`, `song ${number}`];
    });
  }
  return csv(playlists);
}

export async function set(page: Page, settings: Record<string, string>): Promise<void> {
  // Once the rows are known, what is usual changes: not while a field is being filled.
  await expect(report(page).or(failure(page)).first()).toBeVisible();
  if (!(await setting(page, 'Passes').isVisible())) await page.getByText('How it should learn').click();
  for (const [label, value] of Object.entries(settings)) {
    await unfold(page, label);
    await setting(page, label).fill(value);
  }
}

/** Brings a setting into sight that may be among the rarer ones. */
export async function unfold(page: Page, label: string): Promise<void> {
  if (!(await setting(page, label).isVisible())) await page.getByText('More settings').click();
}

/** Chooses a recipe, and waits until the playlists are read as it wants them. */
export async function choose(page: Page, recipe: 'Segue’s own' | 'The original'): Promise<void> {
  await set(page, {});
  await page.getByRole('radio', { name: recipe }).check();
  await expect(trainButton(page)).toBeEnabled();
}

/** Trains with what is chosen and waits for the end: learnt, kept over a reload, and searched. */
export async function trainToTheEnd(page: Page): Promise<void> {
  await trainButton(page).click();
  await expect(page.getByRole('heading', { name: 'It has learnt these playlists' })).toBeVisible({ timeout: 45_000 });
  await expect(page.locator('.page > [role=status]')).toContainText('You now search what it learnt', { timeout: 45_000 });
}

/** Whether a file may hold the playlists that its model carries; that is asked of nobody whose model carries none. */
interface Saving {
  withPlaylists: boolean | 'not asked';
}

/** Saves a model as a person would, by the button of this name. */
async function saveBy(page: Page, button: string, { withPlaylists }: Saving): Promise<{ name: string; file: Buffer }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  if (withPlaylists !== 'not asked') {
    await page.getByRole('checkbox', { name: /^Include its/ }).setChecked(withPlaylists);
    await page.getByRole('button', { name: 'Save the file' }).click();
  }
  const download = await downloading;
  return { name: download.suggestedFilename(), file: readFileSync(await download.path()) };
}

/** Saves the model that is searched, and gives the file. */
export async function saveModel(page: Page, saving: Saving = { withPlaylists: false }): Promise<Buffer> {
  const { name, file } = await saveBy(page, 'Save model', saving);
  expect(name).toBe('model.safetensors');
  return file;
}

/** Downloads a model that the browser keeps. */
export function downloadModel(page: Page, name: string, saving: Saving = { withPlaylists: false }): Promise<{ name: string; file: Buffer }> {
  return saveBy(page, `Download ${name}`, saving);
}

/** Serves the page without the two headers that let it share memory among threads. */
export async function leaveOutHeaders(page: Page): Promise<void> {
  await page.route('./', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
}

/** axe's findings on the page as it stands, each as one line. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    interface Axe {
      run(): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
    }
    const { axe } = window as unknown as { axe: Axe };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`));
  });
}
