import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentTitle, drop, expect, modelLine, open, rows, test } from './page.ts';

const program = fileURLToPath(new URL('../../build/release/segue', import.meta.url));
const sample = fileURLToPath(new URL('../../web/dist/data/sample.csv', import.meta.url));

interface Answer {
  neighbours: { track: string; position: number; similarity: number }[];
}

test('a model trained by the command line opens here and gives the same neighbours', async ({ page }) => {
  expect(existsSync(program), `${program} is there: ./demo builds it`).toBe(true);
  const folder = mkdtempSync(join(tmpdir(), 'segue-page-'));
  try {
    const segue = (...options: string[]): string =>
      execFileSync(program, options, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    segue('run', 'page', '--csv_path', sample, '--num_rows', '3000', '--embedding_dim', '32', '--epochs', '3');
    const model = join(folder, 'experiments/page/model.safetensors');

    await open(page);
    await drop(page, { name: 'model.safetensors', content: readFileSync(model) });
    await expect(modelLine(page)).toContainText('From model.safetensors');

    for (let step = 0; step < 3; step++) {
      const title = await currentTitle(page).innerText();
      const artist = await page.locator('#song-heading .song-artist').innerText();
      const answer = JSON.parse(segue('similar', model, `${artist} - ${title}`, '--json')) as Answer;
      const shown = await rows(page).evaluateAll((links) => links.map((link) => ({
        // The page shows names as they were first written; tracks are told apart in lower case.
        track: `${link.querySelector('.song-artist')?.textContent} - ${link.querySelector('.song-title')?.textContent}`.toLowerCase(),
        position: Number(link.getAttribute('data-position')),
        similarity: Number(link.querySelector('.number')?.textContent?.replace('−', '-')),
      })));
      expect(shown).toEqual(answer.neighbours.map(({ track, position, similarity }) =>
        ({ track, position, similarity: Number(similarity.toFixed(3)) })));
      await rows(page).nth(step + 1).click();
      await expect(currentTitle(page)).not.toHaveText(title);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
