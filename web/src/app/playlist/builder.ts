import type { Suggestion, Track, ContinuationQuery } from '../../worker/protocol';
import {
  awayFrom, cleared, emptyPlaylist, holds, movedTrack, noLongerAwayFrom, withoutTrack, withTracks,
  type Knobs, type Playlist,
} from './playlist';
import { Store } from '../shared/store';
import { failureOf } from '../shared/told';
import * as words from '../shared/words';

/** A song as it is kept: by name too, as a model trained anew has it at another position. */
type KeptSong = Pick<Track, 'position' | 'artist' | 'title'>;

/** A playlist as this browser keeps it. */
export interface KeptPlaylist extends Omit<Playlist, 'tracks' | 'unlike'> {
  tracks: KeptSong[];
  unlike: KeptSong[];
}

/** What the builder needs of the world. */
export interface Surroundings {
  continue(model: number, query: ContinuationQuery): Promise<Suggestion[]>;
  track(model: number, position: number): Promise<Track>;
  find(model: number, text: string, limit: number): Promise<Track[]>;
  load(key: string): Promise<KeptPlaylist | undefined>;
  keep(key: string, playlist: KeptPlaylist): Promise<void>;
  announce(text: string): void;
}

export interface BuilderState {
  playlist: Playlist;
  suggestions: Suggestion[];
  /** What the last change was, in words; undefined where there is none to undo. */
  undo: string | undefined;
  /** What was undone last, and may be done again. */
  redo: string | undefined;
  /** Songs of the kept playlist that the model does not hold any more. */
  lost: number;
  /** Why it is not known what goes with the songs, or which ones were kept. */
  fault: string;
}

/** A change: what it was, and the playlist on its other side. */
interface Step {
  playlist: Playlist;
  what: string;
}

/** For whoever does without a song that is not there: that the one who knew has died is another matter. */
function without(error: unknown): undefined {
  if (failureOf(error).fatal) throw error;
}

const suggestionsShown = 10;
const mostUndone = 100;

/** The playlist that is being made from the model being searched, and what goes with it. */
export class Builder extends Store<BuilderState> {
  readonly #world: Surroundings;
  #model: number | undefined;
  #key = '';
  /** What there was before each change, and what there was before each was undone, the next one last. */
  #past: Step[] = [];
  #future: Step[] = [];
  #opens = 0;
  #opened: Promise<void> = Promise.resolve();
  #isOpen = false;
  #turn = 0;

  constructor(world: Surroundings) {
    super({ playlist: emptyPlaylist, suggestions: [], undo: undefined, redo: undefined, lost: 0, fault: '' });
    this.#world = world;
  }

  /** Goes on with the playlist that was made from this model the last time. */
  open(model: number, key: string): Promise<void> {
    this.#turn++;
    this.#model = model;
    this.#key = key;
    this.#past = [];
    this.#future = [];
    this.set({ playlist: emptyPlaylist, suggestions: [], undo: undefined, redo: undefined, lost: 0, fault: '' });
    this.#opened = this.#bring(model);
    return this.#opened;
  }

  /** Asks again what could not be answered. */
  async again(): Promise<void> {
    const model = this.#model;
    if (model === undefined || this.state.fault === '') return;
    if (this.#isOpen) return this.#suggest();
    this.#opened = this.#bring(model);
    await this.#opened;
  }

  /** Brings the kept songs in; until that has worked nothing is kept in their place. */
  async #bring(model: number): Promise<void> {
    const opening = ++this.#opens;
    this.#isOpen = false;
    try {
      const kept = await this.#world.load(this.#key).catch(() => undefined);
      const recalled = kept && await Promise.all([this.#recall(model, kept.tracks), this.#recall(model, kept.unlike)]);
      if (opening === this.#opens) await this.#take(kept, recalled);
    } catch (error) {
      if (opening === this.#opens) this.#fail(error);
    }
  }

  async #take(kept: KeptPlaylist | undefined, recalled: [Track[], Track[]] | undefined): Promise<void> {
    this.#isOpen = true;
    // Somebody may have been quicker than the browser's storage.
    const added = this.state.playlist.tracks;
    if (kept && recalled) {
      const [tracks, unlike] = recalled;
      this.set({ playlist: withTracks({ ...kept, tracks, unlike }, added) });
    }
    if (added.length > 0) this.#keep();
    this.set({ lost: (kept?.tracks.length ?? 0) - (recalled?.[0].length ?? 0) });
    await this.#suggest();
  }

  /** Kept songs as the model has them now, without those that it does not know. */
  async #recall(model: number, songs: KeptSong[]): Promise<Track[]> {
    const same = (song: KeptSong, track: Track | undefined): boolean =>
      track !== undefined && track.artist === song.artist && track.title === song.title;
    const recalled = await Promise.all(songs.map(async (song) => {
      const there = await this.#world.track(model, song.position).catch(without);
      if (same(song, there)) return there;
      const found = await this.#world.find(model, `${song.artist} ${song.title}`, 5).catch(without);
      return found?.find((track) => same(song, track));
    }));
    return recalled.filter((track) => track !== undefined);
  }

  /** Takes the songs of a link in place of those that there are, which undoing brings back. */
  async receive(positions: number[]): Promise<void> {
    await this.#opened;
    const model = this.#model;
    if (model === undefined) return;
    const found = await Promise.all(positions.map((position) => this.#world.track(model, position).catch(without)));
    const tracks = found.filter((track) => track !== undefined);
    const isSame = tracks.map(({ position }) => position).join() === this.state.playlist.tracks.map(({ position }) => position).join();
    if (tracks.length === 0 || isSame || model !== this.#model) return;
    this.#change(withTracks(cleared(this.state.playlist), tracks), 'taking the playlist of the link');
    this.#world.announce(`The playlist of the link is here: ${words.several(tracks.length, 'song')}.`);
  }

  has(position: number): boolean {
    return holds(this.state.playlist.tracks, position);
  }

  add(...tracks: Track[]): void {
    const names = tracks.map(({ title }) => words.songTitle(title));
    const what = names.length === 1 ? `adding ${names[0]}` : `adding ${words.several(names.length, 'song')}`;
    this.#change(withTracks(this.state.playlist, tracks), what);
    const count = words.several(this.state.playlist.tracks.length, 'song');
    this.#world.announce(`${names.length === 1 ? `${names[0]} is` : `${names.length} songs are`} in your playlist: ${count}.`);
  }

  remove(track: Track): void {
    this.#change(withoutTrack(this.state.playlist, track.position), `removing ${words.songTitle(track.title)}`);
    this.#world.announce(`${words.songTitle(track.title)} is out of your playlist.`);
  }

  toggle(track: Track): void {
    if (this.has(track.position)) this.remove(track);
    else this.add(track);
  }

  move(from: number, to: number): void {
    const track = this.state.playlist.tracks[from];
    if (!track || from === to || to < 0 || to >= this.state.playlist.tracks.length) return;
    this.#change(movedTrack(this.state.playlist, from, to), `moving ${words.songTitle(track.title)}`);
    this.#world.announce(`${words.songTitle(track.title)} is number ${to + 1} of ${this.state.playlist.tracks.length}.`);
  }

  /** "Not like this." */
  avoid(track: Track): void {
    this.#change(awayFrom(this.state.playlist, track), `“not like ${words.songTitle(track.title)}”`);
    this.#world.announce(`Away from songs like ${words.songTitle(track.title)}.`);
  }

  pardon(track: Track): void {
    this.#change(noLongerAwayFrom(this.state.playlist, track.position), `no longer “not like ${words.songTitle(track.title)}”`);
  }

  clear(): void {
    this.#change(cleared(this.state.playlist), 'clearing the playlist');
    this.#world.announce('Your playlist is empty. You can undo that.');
  }

  undo(): void {
    const step = this.#past.pop();
    if (!step) return;
    this.#future.push(this.#takeBack(step));
    this.#retold();
    this.#world.announce(`Undone: ${step.what}.`);
  }

  redo(): void {
    const step = this.#future.pop();
    if (!step) return;
    this.#past.push(this.#takeBack(step));
    this.#retold();
    this.#world.announce(`Done again: ${step.what}.`);
  }

  /** Goes to the other side of a step: its songs, under the name and the knobs that there are. Gives the step back. */
  #takeBack({ playlist: { tracks, unlike }, what }: Step): Step {
    const { playlist } = this.state;
    this.#put({ ...playlist, tracks, unlike });
    return { playlist, what };
  }

  #retold(): void {
    this.set({ undo: this.#past.at(-1)?.what, redo: this.#future.at(-1)?.what });
  }

  rename(name: string): void {
    this.#put({ ...this.state.playlist, name });
  }

  turn(knobs: Partial<Knobs>): void {
    const { playlist } = this.state;
    this.#put({ ...playlist, knobs: { ...playlist.knobs, ...knobs } });
  }

  #change(playlist: Playlist, what: string): void {
    this.#past = [...this.#past, { playlist: this.state.playlist, what }].slice(-mostUndone);
    this.#future = [];
    this.#put(playlist);
    this.#retold();
  }

  #put(playlist: Playlist): void {
    const { playlist: before } = this.state;
    this.set({ playlist, lost: 0 });
    if (before.name === playlist.name) void this.#suggest();
    if (this.#isOpen) this.#keep();
  }

  #keep(): void {
    const { playlist } = this.state;
    const keptSong = ({ position, artist, title }: Track): KeptSong => ({ position, artist, title });
    const kept = { ...playlist, tracks: playlist.tracks.map(keptSong), unlike: playlist.unlike.map(keptSong) };
    // A browser that keeps nothing still makes playlists; its models' notice says what it keeps.
    void this.#world.keep(this.#key, kept).catch(() => undefined);
  }

  async #suggest(): Promise<void> {
    const model = this.#model;
    const turn = ++this.#turn;
    const { tracks, unlike, knobs } = this.state.playlist;
    if (model === undefined || tracks.length === 0) {
      this.set({ suggestions: [], fault: '' });
      return;
    }
    try {
      const suggestions = await this.#world.continue(model, {
        known: tracks.map(({ position }) => position),
        unlike: unlike.map(({ position }) => position),
        popularity: knobs.popularity,
        mostPerArtist: knobs.onePerArtist ? 1 : 0,
        leavesOutArtists: knobs.otherArtists,
        limit: suggestionsShown,
      });
      if (turn === this.#turn) this.set({ suggestions, fault: '' });
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.set({ suggestions: [], fault: words.sentence(failureOf(error).message) });
  }
}
