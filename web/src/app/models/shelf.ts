import { createStore, get, promisifyRequest, set, type UseStore } from 'idb-keyval';
import type { HeldOutHits, ModelInfo } from '../../worker/protocol';
import type { KeptPlaylist } from '../playlist/builder';
import type { Kind } from '../shared/nouns';

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
  /** Where it was stopped, and of how many passes if those were known; null = it went all the way (or was not trained here). */
  stopped: { epoch: number; epochs?: number } | null;
  /** What it was taught; not known of models that were opened. */
  data?: { playlists: number; rows: number; kind: Kind };
  /** When it was forgotten, in milliseconds since 1970: its bytes are still there, for whoever thinks better of it. */
  forgotten?: number | undefined;
}

/** Held-out hits as earlier versions of the page called them. */
interface Sighting {
  at: number;
  found: number;
  of: number;
}

/** What earlier versions of the page did not keep of a model, or not there. */
type Later = 'epochLosses' | 'heldOutHits' | 'playlists';

/** As earlier versions of the page kept it: what it showed as it learnt stood elsewhere, under another name, or nowhere, and everything was a playlist. */
export interface KeptEntry extends Omit<Entry, 'info' | 'data'> {
  data?: Omit<NonNullable<Entry['data']>, 'kind'> & { kind?: Kind };
  info: Omit<ModelInfo, Later> & Partial<Pick<ModelInfo, Later>> & { sightings?: Sighting[] };
  sightings?: Sighting[];
}

interface Index {
  entries: KeptEntry[];
}

const emptyIndex: Index = { entries: [] };

/** What was kept by whichever version, as it is kept now. */
export function asEntry({ sightings: beside = [], info: { sightings = beside, ...info }, data, ...kept }: KeptEntry): Entry {
  const heldOutHits: HeldOutHits[] = sightings.map(({ at, found, of }) => ({ epoch: at, found, queries: of }));
  return { ...kept, info: { epochLosses: [], playlists: 0, heldOutHits, ...info }, ...(data && { data: { kind: 'playlists', ...data } }) };
}

/** For how long what was forgotten can be had back, in milliseconds: a week. */
const forgottenKept = 7 * 24 * 60 * 60 * 1000;

/** When the bytes of a forgotten model are cleared away; undefined of one that is kept. */
export const clearedAt = ({ forgotten }: Pick<Entry, 'forgotten'>): number | undefined =>
  forgotten === undefined ? undefined : forgotten + forgottenKept;

/** One name for each place the page is served from: an origin may hold several copies. */
const storeName = (): string => `segue ${location.pathname.replace(/[^/]*$/, '')}`;

const patching = (id: string, patch: Pick<Partial<Entry>, 'name' | 'size' | 'forgotten'>) => (entries: KeptEntry[]): KeptEntry[] =>
  entries.map((entry) => (entry.id === id ? { ...entry, ...patch } : entry));

/** The models kept in this browser (IndexedDB), and the playlist made from each. Each call may reject: private windows may refuse it. */
export class Shelf {
  #store: UseStore | undefined;

  async load(): Promise<Entry[]> {
    return (await get<Index>('index', this.#open()) ?? emptyIndex).entries.map(asEntry);
  }

  /**
   * The model searched last; undefined for the sample's. It stands apart from the others because it is known at
   * once: at a first visit the database alone takes a good part of a second, and there is nothing in it.
   */
  get active(): string | undefined {
    try {
      return localStorage.getItem(storeName()) ?? undefined;
    } catch {
      return undefined;
    }
  }

  activate(id: string | undefined): void {
    try {
      if (id === undefined) localStorage.removeItem(storeName());
      else localStorage.setItem(storeName(), id);
    } catch {
      // Then the next visit begins with the sample.
    }
  }

  async add(entry: Entry, file: Blob): Promise<void> {
    await this.#change(
      (entries) => [entry, ...entries],
      (store) => store.put(file, `model:${entry.id}`),
    );
    this.activate(entry.id);
  }

  /** Keeps another file for a model that is on the shelf; one that another tab has cleared away stays away. */
  async replace(id: string, file: Blob): Promise<void> {
    await this.#change(patching(id, { size: file.size }), (store, entries) => {
      if (entries.some((entry) => entry.id === id)) store.put(file, `model:${id}`);
    });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#change(patching(id, { name }));
  }

  async file(id: string): Promise<Blob | undefined> {
    return get<Blob>(`model:${id}`, this.#open());
  }

  /** Puts a model aside, to be cleared away later. */
  async forget(id: string, at: number): Promise<void> {
    await this.#change(patching(id, { forgotten: at }));
    if (this.active === id) this.activate(undefined);
  }

  /** Takes that back. Rejected where its bytes are gone. */
  async recall(id: string): Promise<void> {
    if (!await this.file(id)) throw new Error('The browser has cleared it away.');
    await this.#change(patching(id, { forgotten: undefined }));
  }

  /** Clears forgotten models away for good; those that are not forgotten stay. */
  async clear(ids: string[]): Promise<void> {
    const isCleared = ({ id, forgotten }: KeptEntry): boolean => forgotten !== undefined && ids.includes(id);
    await this.#change(
      (entries) => entries.filter((entry) => !isCleared(entry)),
      (store, entries) => {
        for (const { id } of entries.filter(isCleared)) {
          store.delete(`model:${id}`);
          store.delete(`playlist:${id}`);
        }
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
  async #change(
    change: (entries: KeptEntry[]) => KeptEntry[], alongside?: (store: IDBObjectStore, before: KeptEntry[]) => void,
  ): Promise<void> {
    await this.#open()('readwrite', (store) => {
      const reading = store.get('index') as IDBRequest<Index | undefined>;
      reading.onsuccess = () => {
        const { entries } = reading.result ?? emptyIndex;
        store.put({ entries: change(entries) } satisfies Index, 'index');
        alongside?.(store, entries);
      };
      return promisifyRequest(store.transaction);
    });
  }

  #open(): UseStore {
    this.#store ??= createStore(storeName(), 'models');
    return this.#store;
  }
}

/** A short id that is free of meaning, safe to stand in an address. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
