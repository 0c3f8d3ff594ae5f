import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { nounsOf, type Kind } from '../../shared/nouns';
import * as words from '../../shared/words';

/**
 * A button that saves a model as a file, and what it asks first where the model carries playlists: these go into
 * no file unasked.
 */
export function useSaving(playlists: number, kind: Kind | undefined, save: (withPlaylists: boolean) => Promise<void>) {
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const asks = playlists > 0;

  const close = (): void => {
    setAsking(false);
    opener.current?.focus();
  };
  const onSave = (withPlaylists: boolean): void => {
    close();
    void save(withPlaylists);
  };
  return {
    button: {
      ref: opener,
      type: 'button',
      class: 'quiet',
      ...(asks && { 'aria-expanded': isAsking, 'aria-controls': id }),
      onClick: () => (asks ? setAsking(!isAsking) : void save(false)),
    } as const,
    choice: asks && isAsking && <Choice id={id} lists={words.several(playlists, nounsOf(kind ?? 'playlists').list)} onSave={onSave} onClose={close} />,
  };
}

function Choice({ id, lists, onSave, onClose }: {
  id: string;
  lists: string;
  onSave: (withPlaylists: boolean) => void;
  onClose: () => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const reason = useId();
  useEffect(() => box.current?.focus(), []);
  return (
    <form
      id={id}
      class="save-choice"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(box.current?.checked ?? false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div>
        <label class="tick">
          <input ref={box} type="checkbox" aria-describedby={reason} />
          Include its {lists}
        </label>
        <p class="small" id={reason}>
          Those it learnt from: their names, and their songs in order. It answers better with them; leave them out of a
          file that others will have.
        </p>
      </div>
      <button type="submit" class="button">Save the file</button>
    </form>
  );
}
