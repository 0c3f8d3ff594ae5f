import type { Family } from '../../map/genre-families';
import * as words from '../../shared/words';

/** Which hue is which family of genres or part of the map; each can be lit alone, so that nothing hangs on the hue. */
export function Legend({ families, hasGenres, only, onChange }: {
  families: Family[];
  hasGenres: boolean;
  only: number;
  onChange: (only: number) => void;
}) {
  if (families.length < 2) return null;
  return (
    <ul class="legend" aria-label={hasGenres ? 'Families of genres' : 'Parts of the map, by their best-known artists'}>
      {families.map(({ number, name, songs }) => (
        <li key={number}>
          <button
            type="button"
            aria-pressed={only === number}
            title={`${name}: light ${words.several(songs, 'song')} alone`}
            onClick={() => onChange(only === number ? -1 : number)}
          >
            <span class={`hue hue-${number}`} aria-hidden="true" />
            <bdi class="clip">{name}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}
