import type { Pending } from '../../worker/client';
import type { FileReport, ReadReport, Source, Transfer } from '../../worker/protocol';
import type { Core } from '../shared/core';
import type { Messages } from '../shared/messages';
import { kindOf, nounsOf } from '../shared/nouns';
import { Store } from '../shared/store';
import { notice, type Notice } from '../shared/told';
import * as words from '../shared/words';
import type { Experiment } from './experiment';
import { nameOfSource, sampleSource } from './source';

export interface ReadingState {
  source: Source;
  /** How far they are read, while they are. */
  reading: Transfer | undefined;
  report: ReadReport | undefined;
  /** Why the playlists could not be read. */
  unread: Notice | undefined;
}

/** The playlists to learn from, read as the settings want them. */
export class Reading extends Store<ReadingState> {
  readonly #core: Core;
  readonly #experiment: Experiment;
  readonly #messages: Messages;
  #turn = 0;
  #request: Pending<'read'> | undefined;
  /** How the playlists are being read, as a text, and the end of that. */
  #underway: { how: string; done: Promise<void> } | undefined;
  /** How those that the worker holds were read; undefined while it holds none. */
  #readHow: string | undefined;

  constructor(core: Core, experiment: Experiment, messages: Messages) {
    super({ source: sampleSource, reading: undefined, report: undefined, unread: undefined });
    this.#core = core;
    this.#experiment = experiment;
    this.#messages = messages;
  }

  async take(source: Source): Promise<void> {
    this.set({ source, report: undefined });
    await this.read();
  }

  /** Reads the playlists again, as the settings say; whatever was being read is left. */
  async read(): Promise<void> {
    this.#request?.cancel();
    this.#readHow = undefined;
    this.set({ unread: undefined, reading: undefined });
    const turn = ++this.#turn;
    const wanted = this.#experiment.wantedReading;
    if (!wanted) return;
    const how = JSON.stringify(wanted);
    const done = this.#read(wanted, how, turn);
    this.#underway = { how, done };
    await done;
    if (turn === this.#turn) this.#underway = undefined;
  }

  async #read(wanted: NonNullable<Experiment['wantedReading']>, how: string, turn: number): Promise<void> {
    const { source } = this.state;
    const progress = (reading: Transfer): void => {
      if (turn === this.#turn) this.set({ reading });
    };
    this.set({ reading: { done: 0, total: 0 } });
    try {
      this.#request = this.#core.request('read', { source, ...wanted }, progress);
      const report = await this.#request.done;
      if (turn !== this.#turn) return;
      this.set({ report, reading: undefined });
      if (report.rowsRead === 0) return this.#complainOfNothing(report.files);
      this.#readHow = how;
      this.#messages.announce(summaryOf(report));
    } catch (error) {
      if (turn !== this.#turn) return;
      const title = source.files.length > 0 ? 'That file could not be read' : 'The sample could not be read';
      this.set({ report: undefined, reading: undefined, unread: notice(title, error) });
    }
  }

  #complainOfNothing(files: FileReport[]): void {
    const isHistory = files.length > 0 && files.every(({ kind }) => kind === 'history');
    const text = `It is a ${isHistory ? 'listening history' : 'playlist file'}, but no songs stand in it.`;
    const place = nameOfSource(this.state.source);
    const remedy = words.remedies.nothing_to_learn;
    this.set({ unread: { tone: 'failure', title: 'There is nothing to learn from', text, place, remedy } });
  }

  /** Reads them again where the settings ask for another reading than there is. */
  async refresh(): Promise<void> {
    const wanted = this.#experiment.wantedReading;
    const known = this.#underway?.how ?? this.#readHow;
    if (wanted && JSON.stringify(wanted) !== known) await this.read();
  }

  /** Waits until they are read as the settings say. @returns whether they could be */
  async ready(): Promise<boolean> {
    await this.refresh();
    await this.#underway?.done;
    const wanted = this.#experiment.wantedReading;
    return wanted !== undefined && JSON.stringify(wanted) === this.#readHow;
  }
}

/** What was read, for the ears. */
function summaryOf({ files, rowsRead, tracks, playlists }: ReadReport): string {
  const { list, row } = nounsOf(kindOf(files));
  return `${words.several(rowsRead, row)} read: ${words.several(tracks, 'song')} in ${words.several(playlists, list)}.`;
}
