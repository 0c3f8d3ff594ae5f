import type { Pending } from '../../worker/client';
import type { Calls, ModelInfo, Opened, Transfer } from '../../worker/protocol';
import type { Core } from '../shared/core';
import { download, fileSafe } from '../shared/download';
import type { Messages } from '../shared/messages';
import { Store } from '../shared/store';
import { failureOf, notice, remark, type Notice } from '../shared/told';
import * as words from '../shared/words';
import { own, sampleModel } from '../training/source';
import { OpenModels, type ModelCall } from './open-models';
import { freeName } from './free-name';
import { clearedAt, newId, type Entry, type Shelf } from './shelf';

/** The model being searched. `entry` is undefined for the sample's. */
export interface Searched extends Opened {
  entry: Entry | undefined;
}

export interface ModelsState {
  /** What is being opened, while it is. */
  opening: { name: string; transfer: Transfer | undefined } | undefined;
  searched: Searched | undefined;
  /** Why there is nothing to search. */
  missing: Notice | undefined;
  /** What this browser keeps, the newest first. */
  entries: Entry[];
  /** What was forgotten and can still be had back, likewise. */
  forgotten: Entry[];
}

/** What the models need of the world, besides the core and the shelf. */
export interface ModelsSurroundings {
  /** Another model is the one being searched; settles when its first song is shown. */
  searched(model: Searched): Promise<void>;
  /** The one being searched is forgotten. */
  forgotten(): void;
  /** That is undone. */
  recalled(id: string): void;
}

/** What came of opening a model; `late`: another one was asked for in the meantime. */
export type Opening = 'open' | 'unknown' | 'failed' | 'late';

function modelFileName(name: string): string {
  return `${fileSafe(name.replace(/\.safetensors$/i, '')) || 'model'}.safetensors`;
}

function handedOver({ playlists }: ModelInfo, withPlaylists: boolean): string {
  const how = playlists === 0 ? '' : withPlaylists ? ', with its playlists' : ', without its playlists';
  return `The model was handed to your downloads${how}.`;
}

/** The models at hand: the sample's and those that this browser keeps; one of them is searched. */
export class Models extends Store<ModelsState> {
  readonly #core: Core;
  readonly #shelf: Shelf;
  readonly #messages: Messages;
  readonly #world: ModelsSurroundings;
  readonly #open: OpenModels;
  /** Files of models that the browser has not kept, or not yet; they live as long as the page. */
  readonly #loose = new Map<string, Blob>();
  #turn = 0;
  /** The model that was searched until it was forgotten. */
  #wasSearched: string | undefined;

  constructor(core: Core, shelf: Shelf, messages: Messages, world: ModelsSurroundings) {
    super({ opening: { name: 'the sample', transfer: undefined }, searched: undefined, missing: undefined, entries: [], forgotten: [] });
    this.#core = core;
    this.#shelf = shelf;
    this.#messages = messages;
    this.#world = world;
    this.#open = new OpenModels(core);
  }

  /** Asks an open model. */
  ask<K extends ModelCall>(call: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']> {
    return this.#open.ask(call, ask);
  }

  /** The same where it takes its time. */
  request<K extends ModelCall>(
    call: K, ask: Calls[K]['ask'], progress: (value: Calls[K]['progress']) => void,
  ): Pick<Pending<K>, 'done' | 'cancel'> {
    return this.#open.request(call, ask, progress);
  }

  #entry(id: string | undefined): Entry | undefined {
    return this.state.entries.find((entry) => entry.id === id);
  }

  /** Looks what is kept, perhaps by another tab, or forgotten. */
  async look(): Promise<void> {
    const kept = await this.#shelf.load().catch(() => undefined);
    if (!kept) return;
    const isLoose = ({ id }: Entry): boolean => this.#loose.has(id);
    const now = Date.now();
    const isOver = (entry: Entry): boolean => (clearedAt(entry) ?? Infinity) <= now;
    this.set({
      entries: [...this.state.entries.filter(isLoose), ...kept.filter(({ forgotten }) => forgotten === undefined)],
      forgotten: [...this.state.forgotten.filter(isLoose), ...kept.filter((entry) => entry.forgotten !== undefined && !isOver(entry))],
    });
    const over = kept.filter(isOver).map(({ id }) => id);
    if (over.length > 0) void this.#shelf.clear(over).catch(() => undefined);
  }

  /** The model searched at the last visit, which may be forgotten since; undefined for the sample's. */
  get lastSearched(): string | undefined {
    return this.#shelf.active;
  }

  /** Searches the sample's model (undefined) or a kept one from now on. Whoever asks for it is told of a failure. */
  async search(id: string | undefined): Promise<Opening> {
    const turn = ++this.#turn;
    const entry = this.#entry(id);
    if (id !== undefined && !entry) {
      const text = 'The link is to a model that was trained in another browser, or has been forgotten here. This is the sample instead.';
      this.#messages.tell(remark('That model is not in this browser', text));
      return 'unknown';
    }
    const name = entry?.name ?? 'the sample';
    const progress = (transfer: Transfer): void => {
      if (turn === this.#turn) this.set({ opening: { name, transfer } });
    };
    this.set({ opening: { name, transfer: undefined } });
    try {
      const opened = await this.#opened(id, progress);
      if (turn !== this.#turn) {
        await this.close(opened.model);
        return 'late';
      }
      await this.#adopt({ ...opened, entry });
      this.#shelf.activate(id);
      return 'open';
    } catch (error) {
      if (turn !== this.#turn) return 'late';
      this.#complain(entry, error);
      return 'failed';
    }
  }

  #complain(entry: Entry | undefined, error: unknown): void {
    const told = notice(entry ? 'The kept model could not be opened' : 'There is no sample model to search yet', error);
    const isMissing = !entry && !this.state.searched;
    this.set({ opening: undefined, ...(isMissing && { missing: told }) });
    if (!isMissing) this.#messages.tell(told);
  }

  /** Whoever goes back to the model on the page no longer wants the one on its way. */
  stopOpening(): void {
    if (!this.state.opening) return;
    this.#turn++;
    this.set({ opening: undefined });
  }

  /** Opens a model that is not to become the one being searched. To be closed. */
  openBeside(id: string | undefined): Promise<Opened> {
    return this.#opened(id);
  }

  close(model: number): Promise<void> {
    return this.#open.close(model);
  }

  async #opened(id: string | undefined, progress?: (transfer: Transfer) => void): Promise<Opened> {
    return this.#open.take(await this.#fetch(id, progress), () => this.#fetch(id));
  }

  async #fetch(id: string | undefined, progress?: (transfer: Transfer) => void): Promise<Opened> {
    if (id === undefined) {
      return this.#core.request('fetchModel', { url: own(sampleModel.path), name: sampleModel.name }, progress).done;
    }
    const bytes = await (await this.#file(id)).arrayBuffer();
    return this.#core.ask('openModel', { source: { bytes, name: this.#entry(id)?.name ?? 'model' } }, [bytes]);
  }

  async #file(id: string): Promise<Blob> {
    const file = this.#loose.get(id) ?? await this.#shelf.file(id);
    if (!file) throw new Error('The browser has cleared it away.');
    return file;
  }

  /** Makes an open model the one being searched. */
  async #adopt(searched: Searched): Promise<void> {
    const before = this.state.searched?.model;
    this.set({ searched, opening: undefined, missing: undefined });
    // What comes of a death is seen to by others.
    if (before !== undefined) void this.close(before).catch(() => undefined);
    await this.#world.searched(searched);
  }

  /** Puts what the worker has just opened on the shelf, and searches it from now on. */
  async keep(opened: Opened, about: Pick<Entry, 'name' | 'kind' | 'stopped' | 'data'>): Promise<void> {
    ++this.#turn;
    const file = await this.#core.ask('save', { model: opened.model, withPlaylists: true });
    const id = newId();
    this.#loose.set(id, file);
    const { model, info } = this.#open.take(opened, () => this.#fetch(id));
    const name = freeName(about.name, this.state.entries.map((entry) => entry.name));
    const entry: Entry = { ...about, name, id, made: Date.now(), size: file.size, info };
    try {
      await this.#shelve(entry, file);
      this.#loose.delete(id);
    } catch {
      const text = 'It works until you close the page. To have it for longer, save it as a file.';
      this.#messages.tell(remark('This browser would not keep the model', text));
    }
    this.set({ entries: [entry, ...this.state.entries.filter((other) => other.id !== id)] });
    await this.#adopt({ model, info, entry });
  }

  /** Where there is no room, what was forgotten makes some. */
  async #shelve(entry: Entry, file: Blob): Promise<void> {
    try {
      await this.#shelf.add(entry, file);
    } catch (error) {
      const ids = this.state.forgotten.map(({ id }) => id).filter((id) => !this.#loose.has(id));
      if (ids.length === 0) throw error;
      await this.#shelf.clear(ids);
      this.set({ forgotten: this.state.forgotten.filter(({ id }) => !ids.includes(id)) });
      await this.#shelf.add(entry, file);
      const text = `The space was needed. ${words.several(ids.length, 'forgotten model')} can no longer be had back.`;
      this.#messages.tell(remark('Forgotten models made room for this one', text));
    }
  }

  /** Opens a model from a file, keeps it, and searches it. */
  async openFile(file: File): Promise<void> {
    const turn = ++this.#turn;
    this.#messages.dismiss();
    this.set({ opening: { name: file.name, transfer: undefined } });
    try {
      const opened = await this.#core.ask('openModel', { source: file });
      if (turn !== this.#turn) {
        await this.#core.ask('closeModel', { model: opened.model });
        return;
      }
      await this.keep(opened, { name: file.name, kind: 'opened', stopped: null });
    } catch (error) {
      this.set({ opening: undefined });
      this.#messages.tell(notice('That model could not be opened', error, 'Save it once more where it comes from, or train it again.'));
    }
  }

  /** Keeps the file of the model being searched again, with what has come to it. */
  async keepAnew(): Promise<void> {
    const { searched } = this.state;
    const id = searched?.entry?.id;
    if (!searched || id === undefined) return;
    const file = await this.ask('save', { model: searched.model, withPlaylists: true });
    if (this.#loose.has(id)) this.#loose.set(id, file);
    else await this.#shelf.replace(id, file).catch(() => undefined);
  }

  async rename(id: string, wanted: string): Promise<void> {
    if (wanted.trim() === '') return;
    const name = freeName(wanted.trim(), this.state.entries.filter((entry) => entry.id !== id).map((entry) => entry.name));
    await this.#shelf.rename(id, name).catch(() => undefined);
    const { searched } = this.state;
    const entries = this.state.entries.map((entry) => (entry.id === id ? { ...entry, name } : entry));
    const entry = entries.find((one) => one.id === searched?.entry?.id);
    this.set({ entries, searched: searched && { ...searched, entry } });
    this.#messages.announce(`It is called ${name} now.`);
  }

  /** Puts a model aside; its bytes stay for a while, so that it can be had back. */
  async forget(id: string): Promise<void> {
    const entry = this.#entry(id);
    if (!entry) return;
    const at = Date.now();
    if (!this.#loose.has(id)) await this.#shelf.forget(id, at).catch(() => undefined);
    this.#shift(entry, { ...entry, forgotten: at });
    this.#messages.announce(`${entry.name} is forgotten. You can undo that.`);
    if (this.state.searched?.entry?.id !== id) return;
    this.#wasSearched = id;
    this.#world.forgotten();
  }

  /** Has a forgotten model back. */
  async recall(id: string): Promise<void> {
    const entry = this.state.forgotten.find((one) => one.id === id);
    if (!entry) return;
    try {
      if (!this.#loose.has(id)) await this.#shelf.recall(id);
    } catch (error) {
      this.set({ forgotten: this.state.forgotten.filter((one) => one.id !== id) });
      return this.#messages.tell(notice('The forgotten model cannot be had back', error));
    }
    this.#shift(entry, { ...entry, forgotten: undefined });
    this.#messages.announce(`${entry.name} is back.`);
    if (this.#wasSearched === id) this.#world.recalled(id);
  }

  /** Clears a forgotten model away for good. */
  async clear(id: string): Promise<void> {
    const entry = this.state.forgotten.find((one) => one.id === id);
    if (!entry) return;
    this.#loose.delete(id);
    await this.#shelf.clear([id]).catch(() => undefined);
    this.set({ forgotten: this.state.forgotten.filter((one) => one !== entry) });
    this.#messages.announce(`${entry.name} is gone for good.`);
  }

  /** Moves a model between what is kept and what is forgotten. */
  #shift(from: Entry, to: Entry): void {
    const among = (entries: Entry[], isIn: boolean): Entry[] =>
      [...entries.filter(({ id }) => id !== from.id), ...(isIn ? [to] : [])].sort((one, other) => other.made - one.made);
    const isForgotten = to.forgotten !== undefined;
    this.set({ entries: among(this.state.entries, !isForgotten), forgotten: among(this.state.forgotten, isForgotten) });
  }

  /** A kept model, as a file that may hold the playlists it carries. */
  async download(id: string, withPlaylists: boolean): Promise<void> {
    const entry = this.#entry(id);
    if (!entry) return;
    const { name, info } = entry;
    const file = (): Promise<Blob> => (info.playlists === 0 || withPlaylists ? this.#file(id) : this.#fileWithoutPlaylists(id));
    await this.#handOver(file, modelFileName(name), handedOver(info, withPlaylists));
  }

  async #fileWithoutPlaylists(id: string): Promise<Blob> {
    const { model } = await this.openBeside(id);
    try {
      return await this.ask('save', { model, withPlaylists: false });
    } finally {
      void this.close(model).catch(() => undefined);
    }
  }

  /** The model being searched, as a file that may hold the playlists it carries. */
  async save(withPlaylists: boolean): Promise<void> {
    const { searched } = this.state;
    if (!searched) return;
    const { model, info } = searched;
    await this.#handOver(() => this.ask('save', { model, withPlaylists }), 'model.safetensors', handedOver(info, withPlaylists));
  }

  async #handOver(file: () => Promise<Blob>, name: string, told: string): Promise<void> {
    try {
      download(await file(), name);
      this.#messages.announce(told);
    } catch (error) {
      this.#messages.tell(notice('The model could not be saved', error));
    }
  }

  /** Has another worker open what the dead one had open. */
  async restore(): Promise<void> {
    const { searched } = this.state;
    await this.#open.restore();
    if (!searched) return;
    try {
      await this.#open.ready(searched.model);
    } catch (error) {
      // After one more death there is one more restoration.
      if (failureOf(error).fatal || this.state.searched?.model !== searched.model) return;
      this.set({ searched: undefined, missing: notice('The model could not be opened again', error) });
    }
  }
}
