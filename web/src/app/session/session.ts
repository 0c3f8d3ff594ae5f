import { startWorker, type Client } from '../../worker/client';
import type { ChosenFile } from '../../worker/protocol';
import { MapStore } from '../map/store';
import { Comparison } from '../models/comparison';
import { Models } from '../models/models';
import { Shelf } from '../models/shelf';
import { Builder } from '../playlist/builder';
import { Messages } from '../shared/messages';
import { remark } from '../shared/told';
import { Experiment } from '../training/experiment';
import { Reading } from '../training/reading';
import { Training } from '../training/training';
import { Browsing } from './browsing';
import { hasFallen, keepsFalling } from './falls';
import { Supervisor, type Death } from './supervisor';

/** The same model has the same map each time. */
const mapSeed = 42;

/** One visit: the parts of the page's state, and what each needs of the others. */
export class Session {
  readonly messages = new Messages();
  readonly #shelf = new Shelf();
  readonly #core: Supervisor;
  readonly models: Models;
  readonly builder: Builder;
  readonly comparison: Comparison;
  readonly map: MapStore;
  readonly experiment: Experiment;
  readonly reading: Reading;
  readonly training: Training;
  readonly browsing: Browsing;

  constructor(client: Client) {
    const { messages } = this;
    const announce = (text: string): void => messages.announce(text);
    this.#core = new Supervisor(client, {
      start: startWorker,
      restore: (death) => this.#restore(death),
      giveUp: ({ failure }) => messages.tellFall(keepsFalling(failure)),
    });
    this.models = new Models(this.#core, this.#shelf, messages, {
      searched: (model) => this.browsing.enter(model),
      forgotten: () => this.browsing.search(undefined),
      recalled: (id) => this.browsing.search(id),
    });
    const { models } = this;
    const track = (model: number, position: number) => models.ask('track', { model, position });
    const find = (model: number, text: string, limit: number) => models.ask('find', { model, text, limit });
    this.builder = new Builder({
      continue: (model, query) => models.ask('continue', { model, query }),
      track, find, announce,
      load: (key) => this.#shelf.playlist(key),
      keep: (key, playlist) => this.#shelf.keepPlaylist(key, playlist),
    });
    this.comparison = new Comparison({
      open: (id) => models.openBeside(id),
      close: (model) => models.close(model),
      find,
      similar: (model, position, limit) => models.ask('similar', { model, position, limit }),
    });
    this.map = new MapStore({
      map: (model) => models.ask('map', { model }),
      genres: (model) => models.ask('genres', { model }),
      clusters: (model) => models.ask('clusters', { model }),
      layOut: (model, progress) => models.request('layOut', { model, seed: mapSeed }, progress),
      keep: () => models.keepAnew(),
      track, announce,
    }, matchMedia('(min-width: 100rem)').matches);
    this.experiment = new Experiment(() => {
      if (!this.training.state.course) void this.reading.refresh();
    });
    this.reading = new Reading(this.#core, this.experiment, messages);
    this.training = new Training(this.#core, this.experiment, this.reading, messages, {
      keep: (opened, lesson) => models.keep(opened, { ...lesson, kind: 'trained' }),
      drawMap: () => this.map.drawUnasked(),
      titles: async (limit) => (await this.browsing.find('', limit)).map(({ title }) => title),
    });
    this.browsing = new Browsing(models, this.map, this.builder, messages);
  }

  async begin(): Promise<void> {
    addEventListener('beforeunload', (event) => {
      if (this.training.state.course) event.preventDefault();
    });
    addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.models.look();
    });
    // The core loads while the browser looks for what it has kept.
    const threads = this.#learnThreads();
    const shelf = this.models.look();
    const browsing = this.browsing.begin(shelf);
    await Promise.all([shelf, threads, browsing]);
    if (!this.#core.isOver) await this.reading.read();
  }

  /** Asks how many threads there may be. Should the core not load, opening a model will say so. */
  async #learnThreads(): Promise<void> {
    const started = await this.#core.ask('start', {}).catch(() => undefined);
    if (started) this.experiment.refit(started);
  }

  /** Whatever was dropped or picked: a model is opened, playlists are read. */
  async receive(files: ChosenFile[]): Promise<void> {
    if (files.length === 0) return;
    // A model in a folder is none that somebody asks to open.
    const chosen = files.filter(({ found }) => !found).map(({ file }) => file);
    // Should the core not have loaded, reading them will say so.
    const areModels = await this.#core.ask('areModels', { files: chosen }).catch(() => [false]);
    const [only] = files;
    if (only && files.length === 1 && areModels[0]) return this.models.openFile(only.file);
    if (areModels.includes(true)) {
      const text = 'Drop one model by itself to open it, or only playlists to learn from.';
      this.messages.tell(remark('That was a model together with other files', text));
    } else if (this.training.state.course) {
      this.messages.tell(remark('It is still learning', 'Let the training finish, or stop it, and drop the file again.'));
    } else {
      await this.training.learnFrom({ files, own: [] });
    }
  }

  /** Another worker has nothing of what the last one had: the open models, and the playlists to learn from. */
  async #restore({ call, failure }: Death): Promise<void> {
    this.messages.tellFall(hasFallen(failure));
    const models = this.models.restore();
    // What it died of is not done again of its own accord.
    const reading = call === 'read' ? undefined : this.reading.read();
    await models;
    await this.browsing.restore(call !== 'openModel' && call !== 'fetchModel');
    await Promise.all([this.builder.again(), this.map.again(), reading]);
  }
}
