import { createStore, get, promisifyRequest, set, type UseStore } from 'idb-keyval';
import type { ModelInfo, Sighting } from '../worker/protocol';
import type { KeptPlaylist } from './builder';

/** A model that this browser keeps, without its bytes. */
export interface Entry {
  id: string;
  name: string;
  /** Trained here, or opened from a file. */
  kind: 'trained' | 'opened';
  /** Milliseconds since 1970. */
  made: number;
  size: number;
  info: ModelInfo;
  /** Where it was stopped; null = it went all the way (or was not trained here). */
  stopped: { epoch: number; epochs: number } | null;
  /** What it was taught; not known of models that were opened. */
  data?: { playlists: number; rows: number };
  /** How well it did with songs that were held out, as it learnt. */
  sightings?: Sighting[];
}

interface Index {
  entries: Entry[];
  /** The one searched last; null = the sample's. */
  active: string | null;
}

const emptyIndex: Index = { entries: [], active: null };

const patching = (id: string, patch: Partial<Entry>) => ({ entries, active }: Index): Index =>
  ({ entries: entries.map((entry) => (entry.id === id ? { ...entry, ...patch } : entry)), active });

/** The models kept in this browser (IndexedDB), and the playlist made from each. Each call may reject: private windows may refuse it. */
export class Shelf {
  #store: UseStore | undefined;

  async load(): Promise<Index> {
    return await get<Index>('index', this.#open()) ?? emptyIndex;
  }

  async add(entry: Entry, file: Blob): Promise<void> {
    await this.#change(
      ({ entries }) => ({ entries: [entry, ...entries], active: entry.id }),
      (store) => store.put(file, `model:${entry.id}`),
    );
  }

  /** Keeps another file for a model that is on the shelf. */
  async replace(id: string, file: Blob): Promise<void> {
    await this.#change(patching(id, { size: file.size }), (store) => store.put(file, `model:${id}`));
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#change(patching(id, { name }));
  }

  async file(id: string): Promise<Blob | undefined> {
    return get<Blob>(`model:${id}`, this.#open());
  }

  async activate(id: string | null): Promise<void> {
    await this.#change(({ entries }) => ({ entries, active: id }));
  }

  async forget(id: string): Promise<void> {
    await this.#change(
      ({ entries, active }) => ({ entries: entries.filter((entry) => entry.id !== id), active: active === id ? null : active }),
      (store) => {
        store.delete(`model:${id}`);
        store.delete(`playlist:${id}`);
      },
    );
  }

  /** The playlist that is being made from a model; that of the sample's goes by "sample". */
  async playlist(id: string): Promise<KeptPlaylist | undefined> {
    return get<KeptPlaylist>(`playlist:${id}`, this.#open());
  }

  async keepPlaylist(id: string, playlist: KeptPlaylist): Promise<void> {
    await set(`playlist:${id}`, playlist, this.#open());
  }

  /** All in one transaction: another change may be on its way, here or in another tab. */
  async #change(change: (index: Index) => Index, alongside?: (store: IDBObjectStore) => void): Promise<void> {
    await this.#open()('readwrite', (store) => {
      alongside?.(store);
      const reading = store.get('index') as IDBRequest<Index | undefined>;
      reading.onsuccess = () => store.put(change(reading.result ?? emptyIndex), 'index');
      return promisifyRequest(store.transaction);
    });
  }

  #open(): UseStore {
    // One database for each place the page is served from: an origin may hold several copies.
    this.#store ??= createStore(`segue ${location.pathname.replace(/[^/]*$/, '')}`, 'models');
    return this.#store;
  }
}

/** A short id that is free of meaning, safe to stand in an address. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
