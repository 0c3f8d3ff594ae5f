import { createStore, delMany, get, set, setMany, type UseStore } from 'idb-keyval';
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

/** The models kept in this browser (IndexedDB), and the playlist made from each. Each call may reject: private windows may refuse it. */
export class Shelf {
  #store: UseStore | undefined;

  async load(): Promise<Index> {
    const index = await get<Index>('index', this.#open());
    return index ?? { entries: [], active: null };
  }

  async add(entry: Entry, file: Blob): Promise<void> {
    const { entries } = await this.load();
    const index: Index = { entries: [entry, ...entries], active: entry.id };
    await setMany([[`model:${entry.id}`, file], ['index', index]], this.#open());
  }

  /** Keeps another file for a model that is on the shelf. */
  async replace(id: string, file: Blob): Promise<void> {
    const { entries, active } = await this.load();
    const index: Index = { entries: entries.map((entry) => (entry.id === id ? { ...entry, size: file.size } : entry)), active };
    await setMany([[`model:${id}`, file], ['index', index]], this.#open());
  }

  async rename(id: string, name: string): Promise<void> {
    const { entries, active } = await this.load();
    const index: Index = { entries: entries.map((entry) => (entry.id === id ? { ...entry, name } : entry)), active };
    await set('index', index, this.#open());
  }

  async file(id: string): Promise<Blob | undefined> {
    return get<Blob>(`model:${id}`, this.#open());
  }

  async activate(id: string | null): Promise<void> {
    const { entries } = await this.load();
    await set('index', { entries, active: id } satisfies Index, this.#open());
  }

  async forget(id: string): Promise<void> {
    const { entries, active } = await this.load();
    const index: Index = { entries: entries.filter((entry) => entry.id !== id), active: active === id ? null : active };
    await set('index', index, this.#open());
    await delMany([`model:${id}`, `playlist:${id}`], this.#open());
  }

  /** The playlist that is being made from a model; that of the sample's goes by "sample". */
  async playlist(id: string): Promise<KeptPlaylist | undefined> {
    return get<KeptPlaylist>(`playlist:${id}`, this.#open());
  }

  async keepPlaylist(id: string, playlist: KeptPlaylist): Promise<void> {
    await set(`playlist:${id}`, playlist, this.#open());
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
