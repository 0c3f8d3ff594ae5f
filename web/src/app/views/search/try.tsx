import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

const shown = 4;

/** Songs to begin with. There from the beginning, so that nothing moves down when they are known. */
export function Try({ browsing, isHidden }: { browsing: Browsing; isHidden: boolean }) {
  const { suggestions, view } = useStore(browsing);
  // The song in hand is tried already.
  const toTry = suggestions.filter(({ position }) => position !== view?.track.position).slice(0, shown);
  return (
    <p class="try" hidden={isHidden}>
      {toTry.length > 0 && (
        <>
          <span class="try-label">Try</span>
          {toTry.map((track) => (
            <a key={track.position} href={browsing.addressOf(track.position)}>
              <bdi>{words.songTitle(track.title)}</bdi>
            </a>
          ))}
          <button type="button" class="surprise" onClick={() => browsing.surprise()}>
            Surprise me
          </button>
        </>
      )}
    </p>
  );
}
