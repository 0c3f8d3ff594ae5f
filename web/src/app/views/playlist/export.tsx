import { useState } from 'preact/hooks';
import type { Builder } from '../../playlist/builder';
import { fileFormats, fileName, plainText, type FileFormat } from '../../playlist/file';
import type { Playlist } from '../../playlist/playlist';
import { download } from '../../shared/download';
import { useStore } from '../../shared/store';
import * as words from '../../shared/words';

/** Take the playlist along: as a file, or copied. `link` opens it; undefined where that would tell others nothing. */
export function PlaylistExport({ builder, link }: { builder: Builder; link: string | undefined }) {
  const { playlist } = useStore(builder);
  const { name, tracks } = playlist;
  const [told, setTold] = useState('');
  /** The text itself, for a browser that copies nothing of its own accord. */
  const [byHand, setByHand] = useState<string>();

  const copy = async (text: string, what: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setByHand(undefined);
      setTold(`${what} copied.`);
    } catch {
      setByHand(text);
      setTold('This browser does not copy by itself: here is the text.');
    }
  };

  return (
    <div class="maker-export">
      <h3>Take it with you</h3>
      <label class="playlist-name">
        <span>Name</span>
        <input
          type="text"
          value={name}
          maxLength={100}
          autocomplete="off"
          onInput={(event) => builder.rename(event.currentTarget.value)}
        />
      </label>
      <p class="actions copies">
        <button
          type="button"
          class="button primary"
          onClick={() => void copy(plainText(name, tracks), words.several(tracks.length, 'song'))}
        >
          Copy the list
        </button>
        {link !== undefined && (
          <button type="button" class="quiet" onClick={() => void copy(link, 'A link that opens this playlist is')}>
            Copy a link
          </button>
        )}
      </p>
      <p class="told small" role="status">{told}</p>
      {byHand !== undefined && (
        <textarea
          class="by-hand"
          readOnly
          rows={6}
          aria-label="The playlist as text"
          value={byHand}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <FileFormats playlist={playlist} onTold={setTold} />
    </div>
  );
}

function FileFormats({ playlist: { name, tracks }, onTold }: { playlist: Playlist; onTold: (told: string) => void }) {
  const save = (format: FileFormat): void => {
    const { write, type, label } = fileFormats[format];
    download(new Blob([write(name, tracks)], { type: `${type};charset=utf-8` }), fileName(name, format));
    onTold(`${label} with ${words.several(tracks.length, 'song')}: it is in your downloads.`);
  };
  return (
    <dl class="file-formats">
      {Object.entries(fileFormats).map(([format, { label, use }]) => (
        <div key={format}>
          <dt>
            <button type="button" class="quiet" onClick={() => save(format as FileFormat)}>
              <span class="unseen">Save as </span>
              {label}
            </button>
          </dt>
          <dd class="small">{use}</dd>
        </div>
      ))}
    </dl>
  );
}
