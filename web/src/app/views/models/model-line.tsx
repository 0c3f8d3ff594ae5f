import { Meter, partOf } from '../common/meter';
import { Pick } from '../common/pick';
import type { Session } from '../../session/session';
import type { State } from '../../session/state';
import { useStore } from '../../shared/store';
import { Term } from '../common/term';
import * as words from '../../shared/words';

/** Which model answers, and what can be done with it. */
export function ModelLine({ session, state }: { session: Session; state: State }) {
  const { isShown } = useStore(session.map);
  const { opening, searched } = state;
  if (opening) {
    const { transfer, name } = opening;
    const amount = transfer
      ? `${words.bytes(transfer.done)}${transfer.total > 0 ? ` of ${words.bytes(transfer.total)}` : ''}`
      : undefined;
    return (
      <div class="model-line">
        <p>
          Opening <bdi class="clip">{name}</bdi>
          {amount ? `: ${amount}` : '…'}
        </p>
        <Meter label={`Opening ${name}`} part={partOf(transfer)} {...(amount ? { text: amount } : {})} />
      </div>
    );
  }
  if (!searched) return null;
  const { info, entry } = searched;
  return (
    <div class="model-line">
      <p>
        From{' '}
        <strong>
          <bdi class="clip">{entry ? entry.name : 'the sample'}</bdi>
        </strong>
        : <Term word={words.several(info.tracks, 'song')}><Facts state={state} /></Term>
        {entry?.stopped ? `, stopped in pass ${entry.stopped.epoch + 1} of ${entry.stopped.epochs}` : ''}
        {entry ? '.' : <> in <span class="whole">made-up</span> playlists.</>}
      </p>
      <p class="actions">
        <button type="button" class="quiet" aria-expanded={isShown} onClick={() => session.map.show(!isShown)}>
          {isShown ? 'Hide the map' : 'Show the map'}
        </button>
        <button type="button" class="quiet" onClick={() => void session.save()}>
          Save model
        </button>
        <Pick class="quiet" onFiles={(files) => void session.receive(files)}>
          Open model…
        </Pick>
        {entry && (
          <button type="button" class="quiet" onClick={() => session.search(undefined)}>
            Back to the sample
          </button>
        )}
      </p>
    </div>
  );
}

function Facts({ state }: { state: State }) {
  const info = state.searched?.info;
  if (!info) return null;
  const settings = Object.entries(info.hyperparameters)
    .map(([name, value]) => `${name} ${name === 'window' && value === 0 ? 'all' : value}`);
  const lastLoss = info.epochLosses.at(-1);
  return (
    <>
      A skip-gram model of {words.count(info.tracks)} songs × {words.count(info.dim)} numbers, recipe “{info.recipe}”.
      {settings.length > 0 && ` Trained with ${settings.join(', ')}.`}
      {lastLoss !== undefined && ` Last loss ${words.loss(lastLoss)}.`}
    </>
  );
}
