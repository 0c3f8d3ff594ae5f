import { render } from 'preact';
import type { Client } from '../worker/client';
import { App } from './app';
import { keepOffline } from './offline';
import { Session } from './session/session';

/** Draws the page, and begins. */
export function show(client: Client): void {
  const page = document.getElementById('page');
  if (!page) return;
  page.replaceChildren();
  const session = new Session(client);
  // The browser looks for what it has kept while the page is drawn for the first time.
  const begun = session.begin();
  render(<App session={session} />, page);
  // Once the page is there, so that nothing has to wait for it.
  void begun.finally(() => keepOffline());
}
