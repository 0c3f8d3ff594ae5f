import { useEffect, useRef, useState } from 'preact/hooks';
import type { Models } from '../../models/models';
import type { Builder } from '../../playlist/builder';
import type { Browsing } from '../../session/browsing';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';
import { useChoice } from './choice';
import { useLookUp, type LookUp } from './look-up';
import { optionId, Options, optionsId } from './options';
import { Try } from './try';

/** A name to look for, what is called like that, and songs for whoever has none in mind. */
export function Search({ browsing, models, builder }: { browsing: Browsing; models: Models; builder: Builder }) {
  const { searched, missing } = useStore(models);
  const lookUp = useLookUp(browsing, searched?.model);
  const { isOpen, options, told } = lookUp;
  const status = isOpen ? `${words.several(options.length, 'suggestion')}. Use the arrow keys; Shift and Enter add to your playlist.` : '';
  return (
    <div class="search">
      <label for="search">Name a song or an artist</label>
      <Box browsing={browsing} builder={builder} lookUp={lookUp} model={searched?.model} />
      <p class="unseen" role="status">{status}</p>
      {told && <p class="nothing" role={told.isFault ? 'alert' : 'status'}>{told.text}</p>}
      <Try browsing={browsing} isHidden={missing !== undefined} />
    </div>
  );
}

/** A combobox after the ARIA practices, with manual selection. */
function Box({ browsing, builder, lookUp, model }: {
  browsing: Browsing;
  builder: Builder;
  lookUp: LookUp;
  model: number | undefined;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useText(browsing, model, input);
  const { place, choose, leave, close, onKey } = useChoice({ browsing, builder, lookUp, text, setText });
  const { options, isOpen } = lookUp;
  return (
    <div class="search-box">
      <input
        ref={input}
        id="search"
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={optionsId}
        aria-autocomplete="list"
        aria-activedescendant={optionId(place)}
        placeholder="Name a song or an artist"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="search"
        maxLength={200}
        disabled={model === undefined}
        value={text}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          setText(typed);
          leave();
          browsing.rememberQuery(typed);
          void lookUp.look(typed);
        }}
        onKeyDown={onKey}
        onBlur={close}
      />
      <Options tracks={options} place={place} isOpen={isOpen} builder={builder} onChoose={choose} />
    </div>
  );
}

/** What is typed: what the address says at first, and in another model; but nobody loses words half typed. */
function useText(
  browsing: Browsing, model: number | undefined, input: { current: HTMLInputElement | null },
): [string, (text: string) => void] {
  const { query } = useStore(browsing);
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  useEffect(() => {
    if (document.activeElement !== input.current) setText(browsing.state.query);
  }, [model, browsing]);
  return [text, setText];
}
