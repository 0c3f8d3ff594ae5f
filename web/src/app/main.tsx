import { render } from 'preact';
import { App } from './app';
import { Session } from './session';

const page = document.getElementById('page');
if (page) {
  page.replaceChildren();
  const session = new Session();
  render(<App session={session} />, page);
  void session.begin();
}
