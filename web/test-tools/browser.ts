/** The tests stand outside web/, where Node finds no packages; they take what they need from here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export { expect, test } from '@playwright/test';
export type { BrowserContext, Download, Locator, Page } from '@playwright/test';

/** axe-core as text, to be run inside a page. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
