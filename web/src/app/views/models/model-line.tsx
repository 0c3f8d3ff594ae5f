import { Meter, partOf } from '../common/meter';
import { Pick } from '../common/pick';
import type { ChosenFile, ModelInfo } from '../../../worker/protocol';
import type { MapStore } from '../../map/store';
import type { Models, ModelsState, Searched } from '../../models/models';
import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import { Term } from '../common/term';
import * as words from '../../shared/words';
import { useSaving } from './saving';

interface Parts {
  models: Models;
  map: MapStore;
  browsing: Browsing;
  onFiles: (files: ChosenFile[]) => void;
}

/** Which model answers, and what can be done with it. */
export function ModelLine({ models, map, browsing, onFiles }: Parts) {
  const { opening, searched } = useStore(models);
  if (opening) return <Opening {...opening} />;
  if (!searched) return null;
  return <Answering key={searched.model} models={models} map={map} browsing={browsing} onFiles={onFiles} searched={searched} />;
}

function Answering({ models, map, browsing, onFiles, searched: { info, entry } }: Parts & { searched: Searched }) {
  const { isShown } = useStore(map);
  // What the sample carries is made up.
  const saving = useSaving(entry ? info.playlists : 0, entry?.data?.kind, (withPlaylists) => models.save(withPlaylists || !entry));
  return (
    <div class="model-line">
      <p>
        From{' '}
        <strong>
          <bdi class="clip">{entry ? entry.name : 'the sample'}</bdi>
        </strong>
        : <Term word={words.several(info.tracks, 'song')}><Facts info={info} /></Term>
        {entry?.stopped ? `, stopped in pass ${words.pass(entry.stopped)}` : ''}
        {entry ? '.' : <> in <span class="whole">made-up</span> playlists.</>}
      </p>
      <p class="actions">
        <button type="button" class="quiet" aria-expanded={isShown} onClick={() => map.show(!isShown)}>
          {isShown ? 'Hide the map' : 'Show the map'}
        </button>
        <button {...saving.button}>Save model</button>
        <Pick class="quiet" onFiles={onFiles}>
          Open model…
        </Pick>
        {entry && (
          <button type="button" class="quiet" onClick={() => browsing.search(undefined)}>
            Back to the sample
          </button>
        )}
      </p>
      {saving.choice}
    </div>
  );
}

function Opening({ name, transfer }: NonNullable<ModelsState['opening']>) {
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

function Facts({ info }: { info: ModelInfo }) {
  const settings = Object.entries(info.hyperparameters)
    .map(([name, value]) => `${name} ${name === 'window' && value === 0 ? 'all' : value}`);
  const lastLoss = info.epochLosses.at(-1);
  return (
    <>
      A skip-gram model of {words.count(info.tracks)} songs × {words.count(info.dim)} numbers, recipe “{info.recipe}”.
      {settings.length > 0 && ` Trained with ${settings.join(', ')}.`}
      {info.playlists > 0 && ` Answers by the ${words.several(info.playlists, 'playlist')} it carries, too.`}
      {lastLoss !== undefined && ` Last loss ${words.loss(lastLoss)}.`}
    </>
  );
}
