import { expect, test } from '../../../web/test-tools/unit.ts';
import { freeName } from '../../../web/src/app/models/free-name.ts';

test('a name that others have gets a number that none of them has', () => {
  expect(freeName('mine.csv', ['other'])).toBe('mine.csv');
  expect(freeName('mine.csv', ['mine.csv', 'mine.csv (2)'])).toBe('mine.csv (3)');
});
