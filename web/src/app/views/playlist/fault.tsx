import type { Builder } from '../../playlist/builder';
import { useStore } from '../../shared/store';

/** Why it is not known what goes with the playlist. */
export function Fault({ builder }: { builder: Builder }) {
  const { fault } = useStore(builder);
  if (fault === '') return null;
  return (
    <p class="maker-fault" role="alert">
      The playlist could not be asked about. {fault}{' '}
      <button type="button" class="quiet" onClick={() => void builder.again()}>
        Ask again
      </button>
    </p>
  );
}
