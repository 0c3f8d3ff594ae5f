import { render } from 'preact';
import { App } from './app';
import { keepOffline } from './offline';
import { Session } from './session';

const page = document.getElementById('page');
if (page) {
  page.replaceChildren();
  const session = new Session();
  // The core loads and the browser looks for what it has kept while the page is drawn for the first time.
  const begun = session.begin();
  render(<App session={session} />, page);
  // Once the page is there, so that nothing has to wait for it.
  void begun.finally(() => keepOffline());
}
