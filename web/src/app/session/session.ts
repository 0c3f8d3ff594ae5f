import { startWorker, type Client, type Pending } from '../../worker/client';
import type { ChosenFile, Learning, MapSketch, Opened, Source, Track, Transfer } from '../../worker/protocol';
import { aligned } from '../training/align';
import { formatAddress, parseAddress, type Address } from './address';
import { Builder } from '../playlist/builder';
import type { Camera } from '../map/camera';
import { Comparison } from '../models/comparison';
import { download, fileSafe } from '../shared/download';
import { Estimate } from '../training/estimate';
import { MapStore } from '../map/store';
import { presetSettings, type Preset } from '../training/presets';
import {
  problemsWith, readingOf, refit, toOptions, usualSettings,
  type Circumstances, type Recipe, type SettingName,
} from '../training/settings';
import { newId, Shelf, type Entry } from '../models/shelf';
import { sniff } from './sniff';
import { nameOfSource, own, ownSample, sampleModel } from '../training/source';
import { firstState, type Searched, type State, type TrainingState } from './state';
import { Store } from '../shared/store';
import { failureOf, notice, remark } from '../shared/told';
import * as words from '../shared/words';

/** The same model has the same map each time. */
const mapSeed = 42;

/** Of a training that was over before its map could move. */
const blankSketch: MapSketch = { places: new Float32Array(), titles: [] };
const titlesOnMap = 60;

function modelFileName(name: string): string {
  return `${fileSafe(name.replace(/\.safetensors$/i, '')) || 'model'}.safetensors`;
}

/** One song of each artist, so that the songs to try are not all by one. */
function oneEach(tracks: Track[], limit: number): Track[] {
  const artists = new Set<string>();
  const chosen = tracks.filter(({ artist }) => !artists.has(artist) && artists.add(artist));
  return chosen.slice(0, limit);
}

/**
 * What the person does and what comes of it. Holds the one state that the page shows; talks to the
 * worker through its client alone. Components read `state` and call the methods.
 */
export class Session extends Store<State> {
  /** The playlist that is being made. */
  readonly builder = new Builder({
    continue: (model, wishes) => this.#client.ask('continue', { model, wishes }),
    track: (model, position) => this.#client.ask('track', { model, position }),
    find: (model, text, limit) => this.#client.ask('find', { model, text, limit }),
    load: (key) => this.#shelf.playlist(key),
    keep: (key, playlist) => this.#shelf.keepPlaylist(key, playlist),
    announce: (text) => this.#announce(text),
  });

  readonly comparison = new Comparison({
    open: (id) => this.#openBeside(id),
    close: (model) => this.#client.ask('closeModel', { model }),
    find: (model, text, limit) => this.#client.ask('find', { model, text, limit }),
    similar: (model, position, limit) => this.#client.ask('similar', { model, position, limit }),
  });
  readonly map = new MapStore({
    map: (model) => this.#client.ask('map', { model }),
    genres: (model) => this.#client.ask('genres', { model }),
    clusters: (model) => this.#client.ask('clusters', { model }),
    layOut: (model, progress) => this.#client.request('layOut', { model, seed: mapSeed }, progress),
    track: (model, position) => this.#client.ask('track', { model, position }),
    keep: () => this.#keepAnew(),
    announce: (text) => this.#announce(text),
  }, matchMedia('(min-width: 100rem)').matches);

  #client: Client;
  readonly #shelf = new Shelf();
  /** Models that the browser refused to keep; they live as long as the page. */
  readonly #loose = new Map<string, Blob>();
  #opens = 0;
  #views = 0;
  #reads = 0;
  #reading: Pending<'read'> | undefined;
  /** How the playlists are being read, as a text, and the end of that. */
  #underway: { how: string; done: Promise<void> } | undefined;
  /** How those that the report is about were read; undefined while there is no report. */
  #reportedHow: string | undefined;
  #training: Pending<'train'> | undefined;
  #pace = new Estimate();
  #lastAnnounced = 0;
  #remembering: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    super(firstState);
    this.#client = client;
  }

  /** Opens what the address, or else the last visit, asks for. */
  async begin(): Promise<void> {
    addEventListener('hashchange', () => void this.#follow());
    addEventListener('beforeunload', (event) => {
      if (this.state.training) event.preventDefault();
    });
    addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#lookAtShelf();
    });
    // The core loads while the browser looks for what it has kept; only a kept model has to wait for that.
    const threads = this.#learnThreads();
    const shelf = this.#lookAtShelf();
    const address = parseAddress(location.hash);
    if (address.at) this.map.show(true);
    const active = Object.keys(address).length === 0 ? this.#shelf.active : undefined;
    if (address.model !== undefined || active !== undefined) await shelf;
    if (active !== undefined && this.state.entries.some(({ id }) => id === active)) {
      address.model = active;
      history.replaceState(null, '', formatAddress(address));
    }
    const open = this.#open(address.model);
    await shelf;
    await threads;
    await open;
    if (!this.#client.isOver) await this.readPlaylists();
  }

  /** What is kept, perhaps by another tab, or forgotten. */
  async #lookAtShelf(): Promise<void> {
    const kept = await this.#shelf.load().catch(() => undefined);
    if (!kept) return;
    const loose = this.state.entries.filter(({ id }) => this.#loose.has(id));
    this.set({ entries: [...loose, ...kept] });
  }

  /** Asks how many threads there may be. Should the core not load, opening a model will say so. */
  async #learnThreads(): Promise<void> {
    const started = await this.#client.ask('start', {}).catch(() => undefined);
    if (started) this.#refit(started);
  }

  #refit(news: Partial<Circumstances>): void {
    const before = this.state.circumstances;
    const circumstances = { ...before, ...news };
    this.set({ circumstances, settings: refit(this.state.settings, before, circumstances) });
  }

  // Searching

  async find(text: string, limit: number): Promise<Track[]> {
    const { searched } = this.state;
    return searched ? this.#client.ask('find', { model: searched.model, text, limit }) : [];
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
    const songs = this.state.searched?.info.tracks ?? 0;
    if (songs > 0) this.go(1 + Math.floor(Math.random() * songs));
  }

  /** Keeps the words being looked for in the address, but only where the names are the sample's. */
  rememberQuery(q: string): void {
    clearTimeout(this.#remembering);
    // Not at every letter: browsers refuse an address that changes too often.
    this.#remembering = setTimeout(() => {
      if (!this.state.searched || this.state.searched.entry) return;
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

  #modelPart(): { model?: string } {
    const entry = this.state.searched?.entry;
    return entry ? { model: entry.id } : {};
  }

  /** Shows what the address says, in whichever model it says. */
  async #follow(): Promise<void> {
    clearTimeout(this.#remembering);
    const address = parseAddress(location.hash);
    const { searched } = this.state;
    if (searched && address.model === searched.entry?.id) {
      this.#stopOpening();
      await this.#show(address);
    } else {
      await this.#open(address.model);
    }
  }

  /** Shows a song of the model being searched: the one asked for, or else a good first one. */
  async #show(address: Address): Promise<void> {
    const turn = ++this.#views;
    const model = this.state.searched?.model;
    if (model === undefined) return;
    this.set({ query: address.q ?? '' });
    if (address.list) this.#receiveList(address.list, address);
    try {
      let position = address.track;
      if (position === undefined && address.q) position = (await this.find(address.q, 1))[0]?.position;
      position ??= this.state.suggestions[0]?.position ?? 1;
      const [track, neighbours] = await Promise.all([
        this.#client.ask('track', { model, position }),
        this.#client.ask('similar', { model, position, limit: 10 }),
      ]);
      if (turn !== this.#views) return;
      const seen = this.state.trail.findIndex((step) => step.position === position);
      const trail = seen >= 0 ? this.state.trail.slice(0, seen + 1) : [...this.state.trail, track].slice(-5);
      this.set({ view: { track, neighbours }, trail });
      document.title = `${words.songTitle(track.title)} · Segue`;
      this.#announce(`${words.several(neighbours.length, 'song')} like ${words.songTitle(track.title)} by ${words.artistName(track.artist)}.`);
    } catch (error) {
      if (turn !== this.#views) return;
      this.set({ notice: notice('That song is not here', error) });
      if (!this.state.view && address.track !== undefined) await this.#show({});
    }
  }

  /** A link's playlist is taken once: the address does not keep it, as it changes from now on. */
  #receiveList(list: number[], { list: _, ...others }: Address): void {
    history.replaceState(null, '', formatAddress(others));
    void this.builder.receive(list);
  }

  /** The address of the playlist; undefined where its positions mean nothing to others. */
  playlistAddress(): string | undefined {
    const { searched } = this.state;
    if (!searched || searched.entry) return undefined;
    const list = this.builder.state.playlist.tracks.map(({ position }) => position);
    return new URL(formatAddress({ list }), document.baseURI).href;
  }

  // Models

  /** Searches the sample's model (undefined) or a kept one from now on. */
  search(id: string | undefined): void {
    if (this.state.searched && this.state.searched.entry?.id === id) return;
    const here = location.pathname + location.search;
    history.pushState(null, '', id === undefined ? here : formatAddress({ model: id }));
    void this.#open(id);
  }

  /** Whoever goes back to the model on the page no longer wants the one on its way. */
  #stopOpening(): void {
    if (!this.state.opening) return;
    this.#opens++;
    this.set({ opening: undefined });
  }

  async #open(id: string | undefined): Promise<void> {
    const turn = ++this.#opens;
    const entry = this.state.entries.find((one) => one.id === id);
    const address = parseAddress(location.hash);
    if (id !== undefined && !entry) {
      const text = 'The link is to a model that was trained in another browser, or has been forgotten here. This is the sample instead.';
      this.set({ notice: remark('That model is not in this browser', text) });
      history.replaceState(null, '', location.pathname + location.search);
      return this.#open(undefined);
    }
    const name = entry?.name ?? 'the sample';
    this.set({ opening: { name, transfer: undefined } });
    try {
      const opened = entry ? await this.#openKept(entry) : await this.#openSample(name, turn);
      if (turn !== this.#opens) {
        // Another model was asked for in the meantime.
        await this.#client.ask('closeModel', { model: opened.model });
        return;
      }
      await this.#adopt({ ...opened, entry });
      await this.#show(address.model === id ? address : {});
      this.#shelf.activate(id);
    } catch (error) {
      if (turn !== this.#opens) return;
      this.set({ opening: undefined });
      const told = notice(entry ? 'The kept model could not be opened' : 'There is no sample model to search yet', error);
      if (entry) {
        this.set({ notice: told });
        history.replaceState(null, '', location.pathname + location.search);
        if (!this.state.searched) await this.#open(undefined);
      } else if (this.state.searched) {
        this.set({ notice: told });
      } else {
        this.set({ missing: told });
      }
    }
  }

  #openSample(name: string, turn: number): Promise<Opened> {
    const progress = (transfer: Transfer): void => {
      if (turn === this.#opens) this.set({ opening: { name, transfer } });
    };
    return this.#client.request('fetchModel', { url: own(sampleModel.path), name: sampleModel.name }, progress).done;
  }

  async #keptFile(id: string): Promise<Blob> {
    const file = this.#loose.get(id) ?? await this.#shelf.file(id);
    if (!file) throw new Error('The browser has cleared it away.');
    return file;
  }

  /** Opens a model that is not to become the one on the page. */
  #openBeside(id: string | undefined): Promise<Opened> {
    const entry = this.state.entries.find((one) => one.id === id);
    if (entry) return this.#openKept(entry);
    return this.#client.ask('fetchModel', { url: own(sampleModel.path), name: sampleModel.name });
  }

  async #openKept(entry: Entry): Promise<Opened> {
    const bytes = await (await this.#keptFile(entry.id)).arrayBuffer();
    return this.#client.ask('openModel', { source: { bytes, name: entry.name } }, [bytes]);
  }

  /** Makes a model that the worker has opened the one on the page. */
  async #adopt(searched: Searched): Promise<void> {
    clearTimeout(this.#remembering);
    this.#views++;
    const before = this.state.searched?.model;
    const frequent = await this.#client.ask('find', { model: searched.model, text: '', limit: 60 });
    this.set({
      searched, suggestions: oneEach(frequent, 5), trail: [], view: undefined, opening: undefined, missing: undefined,
    });
    this.map.open(searched.model);
    void this.builder.open(searched.model, searched.entry?.id ?? 'sample');
    if (before !== undefined) await this.#client.ask('closeModel', { model: before });
  }

  /** Searches a new model, puts it on the shelf and into the address. */
  async #keep({ model, info }: Opened, about: Pick<Entry, 'name' | 'kind' | 'stopped' | 'data'>): Promise<void> {
    ++this.#opens;
    const file = await this.#client.ask('save', { model });
    const { sightings } = info;
    const entry: Entry = { ...about, sightings, id: newId(), made: Date.now(), size: file.size, info };
    try {
      await this.#shelf.add(entry, file);
    } catch {
      this.#loose.set(entry.id, file);
      const text = 'It works until you close the page. To have it for longer, save it as a file.';
      this.set({ notice: remark('This browser would not keep the model', text) });
    }
    this.set({ entries: [entry, ...this.state.entries.filter(({ id }) => id !== entry.id)] });
    await this.#adopt({ model, info, entry });
    history.pushState(null, '', formatAddress({ model: entry.id }));
    await this.#show({});
  }

  /** Keeps the file of the model being searched again, with what has come to it. */
  async #keepAnew(): Promise<void> {
    const { searched } = this.state;
    const id = searched?.entry?.id;
    if (!searched || id === undefined) return;
    const file = await this.#client.ask('save', { model: searched.model });
    if (this.#loose.has(id)) this.#loose.set(id, file);
    else await this.#shelf.replace(id, file).catch(() => undefined);
  }

  async rename(id: string, wanted: string): Promise<void> {
    const name = wanted.trim();
    if (name === '') return;
    await this.#shelf.rename(id, name).catch(() => undefined);
    const { searched } = this.state;
    const entries = this.state.entries.map((entry) => (entry.id === id ? { ...entry, name } : entry));
    const entry = entries.find((one) => one.id === searched?.entry?.id);
    this.set({ entries, searched: searched && { ...searched, entry } });
    this.#announce(`It is called ${name} now.`);
  }

  async downloadKept(id: string): Promise<void> {
    const name = this.state.entries.find((entry) => entry.id === id)?.name ?? 'model';
    try {
      download(await this.#keptFile(id), modelFileName(name));
      this.#announce('The model was handed to your downloads.');
    } catch (error) {
      this.set({ notice: notice('The model could not be saved', error) });
    }
  }

  async forget(id: string): Promise<void> {
    this.#loose.delete(id);
    await this.#shelf.forget(id).catch(() => undefined);
    const gone = this.state.entries.find((entry) => entry.id === id);
    this.set({ entries: this.state.entries.filter((entry) => entry.id !== id) });
    this.#announce(`${gone?.name ?? 'The model'} is forgotten.`);
    if (this.state.searched?.entry?.id === id) this.search(undefined);
  }

  /** The model being searched, as a file for the person to keep. */
  async save(): Promise<void> {
    const { searched } = this.state;
    if (!searched) return;
    try {
      const file = await this.#client.ask('save', { model: searched.model });
      download(file, 'model.safetensors');
      this.#announce('The model was handed to your downloads.');
    } catch (error) {
      this.set({ notice: notice('The model could not be saved', error) });
    }
  }

  async #openModelFile(file: File): Promise<void> {
    const turn = ++this.#opens;
    this.set({ opening: { name: file.name, transfer: undefined }, notice: undefined });
    try {
      const opened = await this.#client.ask('openModel', { source: file });
      if (turn !== this.#opens) {
        await this.#client.ask('closeModel', { model: opened.model });
        return;
      }
      await this.#keep(opened, { name: file.name, kind: 'opened', stopped: null });
    } catch (error) {
      this.set({ opening: undefined, notice: notice('That model could not be opened', error, 'Save it once more where it comes from, or train it again.') });
      this.#replaceDeadWorker(error);
    }
  }

  // Files

  /** Whatever was dropped or picked: a model is opened, playlists are read. */
  async receive(files: ChosenFile[]): Promise<void> {
    if (files.length === 0) return;
    // A model in a folder is none that somebody asks to open.
    const kinds = await Promise.all(files.filter(({ found }) => !found).map(({ file }) => sniff(file)));
    const [only] = files;
    if (only && files.length === 1 && kinds[0] === 'model') return this.#openModelFile(only.file);
    if (kinds.includes('model')) {
      const text = 'Drop one model by itself to open it, or only playlists to learn from.';
      this.set({ notice: remark('That was a model together with other files', text) });
      return;
    }
    if (this.state.training) {
      const text = 'Let the training finish, or stop it, and drop the file again.';
      this.set({ notice: remark('It is still learning', text) });
      return;
    }
    await this.learnFrom({ files, own: [] });
  }

  /** Learns from the sample's playlists beside the person's own, or no longer. */
  async blend(withSample: boolean): Promise<void> {
    await this.learnFrom({ ...this.state.source, own: withSample ? [ownSample] : [] });
  }

  async learnFrom(source: Source): Promise<void> {
    this.set({ source, report: undefined, result: undefined, trainingNotice: undefined, notice: undefined });
    await this.readPlaylists();
  }

  /** Reads the chosen playlists again, as the settings say. */
  async readPlaylists(): Promise<void> {
    this.#reading?.cancel();
    this.#reportedHow = undefined;
    this.set({ unread: undefined, reading: undefined });
    const turn = ++this.#reads;
    const wanted = readingOf(this.state.settings);
    if (!wanted) return;
    const done = this.#readRows(wanted, turn);
    this.#underway = { how: JSON.stringify(wanted), done };
    await done;
    if (turn === this.#reads) this.#underway = undefined;
  }

  async #readRows(wanted: NonNullable<ReturnType<typeof readingOf>>, turn: number): Promise<void> {
    const { source } = this.state;
    const progress = (reading: Transfer): void => {
      if (turn === this.#reads) this.set({ reading });
    };
    this.set({ reading: { done: 0, total: 0 } });
    try {
      this.#reading = this.#client.request('read', { source, ...wanted }, progress);
      const report = await this.#reading.done;
      if (turn !== this.#reads) return;
      this.set({ report, reading: undefined });
      if (report.rowsRead === 0) {
        const text = 'It is a playlist file, but no songs stand in it.';
        const place = nameOfSource(source);
        const remedy = words.remedies.nothing_to_learn;
        this.set({ unread: { tone: 'failure', title: 'There is nothing to learn from', text, place, remedy } });
        return;
      }
      this.#reportedHow = JSON.stringify(wanted);
      if (wanted.recipe === 'playlist') this.#refit({ rows: report.rowsRead });
      this.#announce(`${words.several(report.rowsRead, 'row')} read: ${words.several(report.tracks, 'song')} in ${words.several(report.playlists, 'playlist')}.`);
    } catch (error) {
      if (turn !== this.#reads) return;
      const title = source.files.length > 0 ? 'That file could not be read' : 'The sample could not be read';
      this.set({ report: undefined, reading: undefined, unread: notice(title, error) });
      this.#replaceDeadWorker(error);
    }
  }

  // Training

  #problems(settings = this.state.settings): Partial<Record<SettingName, string>> {
    return problemsWith(settings, this.state.circumstances);
  }

  change(name: SettingName, text: string): void {
    const before = this.state.settings;
    const settings = { ...before, [before.recipe]: { ...before[before.recipe], [name]: text } };
    const problems = { ...this.state.problems };
    // A complaint goes away as soon as it is met, and comes only once the field is left.
    if (!this.#problems(settings)[name]) delete problems[name];
    this.set({ settings, problems });
  }

  /** The person has left a field. */
  settle(name: SettingName): void {
    // Its own problem only: a line that appears under another field, where the person is now, would
    // move the page under a click on its way to a button.
    const problem = this.#problems()[name];
    const { [name]: _, ...others } = this.state.problems;
    this.set({ problems: problem ? { ...others, [name]: problem } : others });
    if (name === 'numRows') this.#readAnew();
  }

  /** Each recipe has settings of its own, and its own idea of what a playlist is. */
  choose(recipe: Recipe): void {
    this.set({ settings: { ...this.state.settings, recipe }, problems: {} });
    this.#readAnew();
  }

  /** Takes the settings of a preset. */
  prefer(preset: Preset): void {
    this.set({ settings: presetSettings(preset, this.state.circumstances), problems: {} });
    this.#readAnew();
  }

  resetSettings(): void {
    this.set({ settings: usualSettings(this.state.settings.recipe, this.state.circumstances), problems: {} });
    this.#readAnew();
  }

  /** Reads the playlists again where the settings ask for another reading than there is. */
  #readAnew(): void {
    const wanted = readingOf(this.state.settings);
    if (!wanted || this.state.training) return;
    const known = this.#underway?.how ?? this.#reportedHow;
    if (JSON.stringify(wanted) !== known) void this.readPlaylists();
  }

  /** @returns the first setting that is wrong, for the form to point at */
  async train(): Promise<SettingName | undefined> {
    const problems = this.#problems();
    this.set({ problems });
    const [wrong] = Object.keys(problems) as SettingName[];
    if (wrong) return wrong;
    if (this.state.training) return undefined;
    const how = JSON.stringify(readingOf(this.state.settings));
    if (this.#underway?.how === how) await this.#underway.done;
    else if (this.#reportedHow !== how) await this.readPlaylists();
    if (this.#reportedHow !== how || this.state.training) return undefined;

    const options = toOptions(this.state.settings);
    const threads = options.recipe === 'playlist' ? options.threads : 1;
    const { source, report } = this.state;
    const data = report && { data: { playlists: report.playlists, rows: report.rowsRead } };
    const start: Learning = {
      epoch: 0, epochs: options.epochs, share: 0, tokensDone: 0, pairsDone: 0, epochLosses: [], runningLoss: 0, finished: false,
      hidden: 0, untested: undefined, sightings: [],
    };
    this.set({
      training: { progress: start, live: [], sketch: undefined, pace: undefined, threads, stage: 'running' },
      result: undefined, trainingNotice: undefined, notice: undefined,
    });
    this.#announce('Training has begun.');
    this.#pace = new Estimate();
    let pending: Pending<'train'> | undefined;
    try {
      const sketches = !matchMedia('(prefers-reduced-motion: reduce)').matches;
      pending = this.#client.request('train', { options, sketches }, (news) => {
        if ('places' in news) this.#patchTraining({ sketch: news });
        else this.#advance(news);
      });
      this.#training = pending;
      const ended = await pending.done;
      this.#patchTraining({ progress: ended.progress, stage: 'over' });
      const opened = await this.#client.ask('takeTrained', {});
      const { sightings } = opened.info;
      const sketch = ended.isMapped ? this.#lastSketch() ?? blankSketch : undefined;
      const result = { ...ended, progress: { ...ended.progress, sightings }, ...opened, threads, sketch };
      const name = source.files.length === 0 ? 'the sample, trained here' : nameOfSource(source);
      const { epoch, epochs } = result.progress;
      this.set({ training: undefined, result });
      await this.#keep(opened, { name, kind: 'trained', stopped: result.stopped ? { epoch, epochs } : null, ...data });
      const end = result.stopped ? `Stopped in pass ${epoch + 1} of ${epochs}.` : 'Training is done.';
      this.#announce(`${end}${words.findsHidden(sightings)} You now search what it learnt.`);
      if (sketch) void this.#drawWholeMap(sketch);
    } catch (error) {
      this.set({ training: undefined, trainingNotice: notice('The training did not work out', error) });
      this.#replaceDeadWorker(error);
    } finally {
      // While the model was being kept, the next training may have begun.
      if (this.#training === pending) this.#training = undefined;
    }
    return undefined;
  }

  #lastSketch(): MapSketch | undefined {
    return this.state.training?.sketch;
  }

  /** Whoever has seen the songs move sees where they come to lie; where there was no time for that, all at once. */
  async #drawWholeMap(last: MapSketch): Promise<void> {
    const model = this.state.searched?.model;
    const places = await this.map.drawUnasked();
    const titles = last.titles.length > 0 ? last.titles : (await this.find('', titlesOnMap).catch(() => [])).map(({ title }) => title);
    const { result } = this.state;
    if (!result || result.model !== model) return;
    if (places) this.set({ result: { ...result, sketch: { places: aligned(places, last.places), titles } } });
    else if (last === blankSketch) this.set({ result: { ...result, sketch: undefined } });
  }

  /** Lets the training rest, or go on. */
  pause(isPaused: boolean): void {
    const stage = this.state.training?.stage;
    if (stage !== (isPaused ? 'running' : 'paused')) return;
    this.#training?.pause(isPaused);
    this.#pace = new Estimate();
    this.#patchTraining({ stage: isPaused ? 'paused' : 'running', pace: undefined });
    this.#announce(isPaused ? 'The training rests.' : 'The training goes on.');
  }

  stop(): void {
    const stage = this.state.training?.stage;
    if (stage !== 'running' && stage !== 'paused') return;
    this.#training?.cancel();
    this.#patchTraining({ stage: 'stopping' });
  }

  #patchTraining(patch: Partial<TrainingState>): void {
    const { training } = this.state;
    if (training) this.set({ training: { ...training, ...patch } });
  }

  #advance(progress: Learning): void {
    const { training } = this.state;
    if (!training) return;
    const { share, tokensDone, pairsDone, runningLoss, epochLosses, epoch, epochs } = progress;
    const live = runningLoss > 0 ? [...training.live, { at: share * epochs, loss: runningLoss }] : training.live;
    const pace = this.#pace.add(performance.now(), share, tokensDone || pairsDone);
    this.#patchTraining({ progress, live, pace });
    if (Date.now() - this.#lastAnnounced < 6000) return;
    const left = pace ? ` About ${words.duration(pace.secondsLeft)} left.` : '';
    this.#announce(`Pass ${Math.min(epoch + 1, epochs)} of ${epochs}, loss ${words.loss(runningLoss || (epochLosses.at(-1) ?? 0))}.${words.findsHidden(progress.sightings)}${left}`);
  }

  dismiss(): void {
    this.set({ notice: undefined });
  }

  #announce(announcement: string): void {
    this.#lastAnnounced = Date.now();
    this.set({ announcement });
  }

  /** After a trap in the core: a new worker, with the model that was being searched. */
  #replaceDeadWorker(error: unknown): void {
    const { searched } = this.state;
    if (!failureOf(error).fatal || !searched) return;
    this.#client.terminate();
    this.#client = startWorker();
    this.#reportedHow = undefined;
    this.set({ report: undefined, searched: undefined });
    void this.#open(searched.entry?.id);
  }
}
