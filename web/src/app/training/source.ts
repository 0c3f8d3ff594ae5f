import type { Source } from '../../worker/protocol';

export const sampleModel = { path: 'data/model.safetensors', name: 'model.safetensors' };
const samplePlaylists = { path: 'data/sample.csv', name: 'sample.csv' };

export function own(path: string): string {
  return new URL(path, document.baseURI).href;
}

export const ownSample = { url: own(samplePlaylists.path), name: samplePlaylists.name };

export const sampleSource: Source = { files: [], own: [ownSample] };

/** What a source is called: its files where they are few, the folder or archive that they came in. */
export function nameOfSource({ files, own: ownFiles }: Source): string {
  const roots = new Set(files.map(({ path, found }) => (found ? path.split('/')[0] ?? path : path)));
  const names = [...roots];
  const named = names.length <= 3 ? names.join(', ') : `${names[0]} and ${names.length - 1} more files`;
  if (files.length === 0) return samplePlaylists.name;
  return ownFiles.length > 0 ? `${named} with the sample` : named;
}
