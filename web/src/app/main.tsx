import { render } from 'preact';
import { App } from './app';
import { keepOffline } from './offline';
import { Session } from './session';

const page = document.getElementById('page');
if (page) {
  page.replaceChildren();
  const session = new Session();
  render(<App session={session} />, page);
  // Once the page is there, so that nothing has to wait for it.
  void session.begin().finally(() => keepOffline());
}
