import type { Family } from './genre-families';
import * as words from './words';

/** Which hue is which family of genres; each can be lit alone, so that nothing hangs on the hue. */
export function Legend({ families, only, onChange }: { families: Family[]; only: number; onChange: (only: number) => void }) {
  if (families.length < 2) return null;
  return (
    <ul class="legend" aria-label="Families of genres">
      {families.map(({ number, name, songs }) => (
        <li key={number}>
          <button
            type="button"
            aria-pressed={only === number}
            title={`Light ${words.several(songs, 'song')} alone`}
            onClick={() => onChange(only === number ? -1 : number)}
          >
            <span class={`hue hue-${number}`} aria-hidden="true" />
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
