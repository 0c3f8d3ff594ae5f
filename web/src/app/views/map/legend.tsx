import type { Hue } from '../../map/hue';
import * as words from '../../shared/words';

/** Which colour is which family of genres or cluster; each can be lit alone, so that nothing hangs on the colour. */
export function Legend({ hues, hasGenres, only, onChange }: {
  hues: Hue[];
  hasGenres: boolean;
  only: number;
  onChange: (only: number) => void;
}) {
  if (hues.length < 2) return null;
  return (
    <ul class="legend" aria-label={hasGenres ? 'Families of genres' : 'Parts of the map, by their best-known artists'}>
      {hues.map(({ colour, name, songs }) => (
        <li key={colour}>
          <button
            type="button"
            aria-pressed={only === colour}
            title={`${name}: light ${words.several(songs, 'song')} alone`}
            onClick={() => onChange(only === colour ? -1 : colour)}
          >
            <span class={`hue hue-${colour}`} aria-hidden="true" />
            <bdi class="clip">{name}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}
