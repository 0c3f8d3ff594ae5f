import type { Neighbour, Track } from '../../worker/protocol';
import type { Camera } from '../map/camera';
import type { MapStore } from '../map/store';
import type { Models, Searched } from '../models/models';
import type { Builder } from '../playlist/builder';
import type { Messages } from '../shared/messages';
import { Store } from '../shared/store';
import { failureOf, notice } from '../shared/told';
import * as words from '../shared/words';
import { formatAddress, parseAddress, type Address } from './address';

/** A song and the ten most like it. */
export interface View {
  track: Track;
  neighbours: Neighbour[];
}

export interface BrowsingState {
  view: View | undefined;
  /** Songs to try. */
  suggestions: Track[];
  /** The songs that were followed to get here, oldest first, this one last. */
  trail: Track[];
  /** What the address asks to look for. */
  query: string;
}

const neighboursShown = 10;
const trailKept = 5;
const frequentAsked = 60;
const suggested = 5;

/** One song of each artist, so that the songs to try are not all by one. */
function oneEach(tracks: Track[], limit: number): Track[] {
  const artists = new Set<string>();
  const chosen = tracks.filter(({ artist }) => !artists.has(artist) && artists.add(artist));
  return chosen.slice(0, limit);
}

/** The page of the sample's first song. */
const plainAddress = (): string => location.pathname + location.search;

/** Which song of which model is shown, as the address says it: searching, following, going back. */
export class Browsing extends Store<BrowsingState> {
  readonly #models: Models;
  readonly #map: MapStore;
  readonly #builder: Builder;
  readonly #messages: Messages;
  #turn = 0;
  #remembering: ReturnType<typeof setTimeout> | undefined;

  constructor(models: Models, map: MapStore, builder: Builder, messages: Messages) {
    super({ view: undefined, suggestions: [], trail: [], query: '' });
    this.#models = models;
    this.#map = map;
    this.#builder = builder;
    this.#messages = messages;
  }

  /** Opens what the address, or else the last visit, asks for; `shelf` is when the kept models are known. */
  async begin(shelf: Promise<void>): Promise<void> {
    addEventListener('hashchange', () => void this.#follow());
    const address = parseAddress(location.hash);
    if (address.at) this.#map.show(true);
    const last = Object.keys(address).length === 0 ? this.#models.lastSearched : undefined;
    // Only a kept model has to wait for what the browser has kept.
    if (address.model !== undefined || last !== undefined) await shelf;
    if (last !== undefined && this.#models.state.entries.some(({ id }) => id === last)) {
      address.model = last;
      history.replaceState(null, '', formatAddress(address));
    }
    await this.#open(address.model);
  }

  async find(text: string, limit: number): Promise<Track[]> {
    const { searched } = this.#models.state;
    if (!searched) throw new Error('There is no model to search yet.');
    return this.#models.ask('find', { model: searched.model, text, limit });
  }

  /** The address of a song in the model being searched. */
  addressOf(position: number): string {
    return formatAddress({ ...this.#modelPart(), track: position });
  }

  go(position: number): void {
    clearTimeout(this.#remembering);
    const address = this.addressOf(position);
    if (location.hash === address) void this.#follow();
    else location.hash = address;
  }

  surprise(): void {
    const songs = this.#models.state.searched?.info.tracks ?? 0;
    if (songs > 0) this.go(1 + Math.floor(Math.random() * songs));
  }

  /** Searches the sample's model (undefined) or a kept one from now on. */
  search(id: string | undefined): void {
    const { searched } = this.#models.state;
    if (searched && searched.entry?.id === id) return;
    history.pushState(null, '', id === undefined ? plainAddress() : formatAddress({ model: id }));
    void this.#open(id);
  }

  /** Keeps the words being looked for in the address, but only where the names are the sample's. */
  rememberQuery(q: string): void {
    clearTimeout(this.#remembering);
    // Not at every letter: browsers refuse an address that changes too often.
    this.#remembering = setTimeout(() => {
      const { searched } = this.#models.state;
      if (!searched || searched.entry) return;
      history.replaceState(null, '', formatAddress({ ...parseAddress(location.hash), q }));
    }, 300);
  }

  /** Where the address says that the map is. */
  viewOfAddress(): Camera | undefined {
    return parseAddress(location.hash).at;
  }

  /** Keeps what the map shows in the address. */
  rememberView(at: Camera): void {
    history.replaceState(null, '', formatAddress({ ...parseAddress(location.hash), ...this.#modelPart(), at }));
  }

  /** The address of the playlist; undefined where its positions mean nothing to others. */
  playlistAddress(): string | undefined {
    const { searched } = this.#models.state;
    if (!searched || searched.entry) return undefined;
    const list = this.#builder.state.playlist.tracks.map(({ position }) => position);
    return new URL(formatAddress({ list }), document.baseURI).href;
  }

  #modelPart(): { model?: string } {
    const entry = this.#models.state.searched?.entry;
    return entry ? { model: entry.id } : {};
  }

  /** Shows what the address says, in whichever model it says. */
  async #follow(): Promise<void> {
    clearTimeout(this.#remembering);
    const address = parseAddress(location.hash);
    const { searched } = this.#models.state;
    if (searched && address.model === searched.entry?.id) {
      this.#models.stopOpening();
      await this.#show(address);
    } else {
      await this.#open(address.model);
    }
  }

  /** Where the model is not to be had, the address says again what is on the page: the one before, or the sample. */
  async #open(id: string | undefined): Promise<void> {
    const opening = await this.#models.search(id);
    if (opening === 'open' || opening === 'late' || id === undefined) return;
    const { searched } = this.#models.state;
    history.replaceState(null, '', searched?.entry ? formatAddress(this.#modelPart()) : plainAddress());
    if (opening === 'unknown' || !searched) await this.#open(undefined);
  }

  /** Begins in a model that is searched from now on. */
  async enter({ model, entry }: Searched): Promise<void> {
    clearTimeout(this.#remembering);
    this.#turn++;
    this.set({ suggestions: [], trail: [], view: undefined });
    this.#map.open(model);
    void this.#builder.open(model, entry?.id ?? 'sample');
    // Of one that has just come about the address knows nothing yet.
    const isNew = parseAddress(location.hash).model !== entry?.id;
    if (isNew) history.pushState(null, '', formatAddress(this.#modelPart()));
    await this.#suggest(model);
    if (this.#models.state.searched?.model === model) await this.#show(isNew ? {} : parseAddress(location.hash));
  }

  async #suggest(model: number): Promise<void> {
    const frequent = await this.#models.ask('find', { model, text: '', limit: frequentAsked }).catch(() => []);
    if (this.#models.state.searched?.model === model) this.set({ suggestions: oneEach(frequent, suggested) });
  }

  /** Shows a song of the model being searched: the one asked for, or else a good first one. */
  async #show(address: Address): Promise<void> {
    const turn = ++this.#turn;
    const model = this.#models.state.searched?.model;
    if (model === undefined) return;
    this.set({ query: address.q ?? '' });
    if (address.list) this.#receiveList(address.list, address);
    try {
      let position = address.track;
      if (position === undefined && address.q) position = (await this.find(address.q, 1))[0]?.position;
      position ??= this.state.suggestions[0]?.position ?? 1;
      const [track, neighbours] = await Promise.all([
        this.#models.ask('track', { model, position }),
        this.#models.ask('similar', { model, position, limit: neighboursShown }),
      ]);
      if (turn === this.#turn) this.#arrive({ track, neighbours });
    } catch (error) {
      // Of a death there is word already, and the song may well be here.
      if (turn !== this.#turn || failureOf(error).fatal) return;
      this.#messages.tell(notice('That song is not here', error));
      if (!this.state.view && address.track !== undefined) await this.#show({});
    }
  }

  #arrive(view: View): void {
    const { track, neighbours } = view;
    const seen = this.state.trail.findIndex(({ position }) => position === track.position);
    const trail = seen >= 0 ? this.state.trail.slice(0, seen + 1) : [...this.state.trail, track].slice(-trailKept);
    this.set({ view, trail });
    document.title = `${words.songTitle(track.title)} · Segue`;
    this.#messages.announce(`${words.several(neighbours.length, 'song')} like ${words.songTitle(track.title)} by ${words.artistName(track.artist)}.`);
  }

  /** A link's playlist is taken once: the address does not keep it, as it changes from now on. */
  #receiveList(list: number[], { list: _, ...others }: Address): void {
    history.replaceState(null, '', formatAddress(others));
    void this.#builder.receive(list).catch((error: unknown) =>
      this.#messages.tell(notice('The playlist of the link could not be taken', error)));
  }

  /**
   * After a death: asks again what is not on the page yet. What is there stays.
   *
   * @param mayOpen false where opening a model was what it died of
   */
  async restore(mayOpen: boolean): Promise<void> {
    const { searched } = this.#models.state;
    if (!searched) {
      if (mayOpen) await this.#open(parseAddress(location.hash).model);
      return;
    }
    if (this.state.suggestions.length === 0) await this.#suggest(searched.model);
    if (!this.state.view) await this.#show(parseAddress(location.hash));
  }
}
