// Puts what a script printed into data/README.md, between the two comments that bear its name.

import { readFileSync, writeFileSync } from 'node:fs';

const readme = new URL('README.md', import.meta.url);

export function putIntoReadme(name, text) {
  const [begin, end] = [`<!-- ${name}: begin -->\n`, `<!-- ${name}: end -->`];
  const whole = readFileSync(readme, 'utf8');
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`data/README.md lacks the comments ${begin.trim()} and ${end}`);
  writeFileSync(readme, whole.slice(0, from + begin.length) + text + '\n' + whole.slice(to));
}
