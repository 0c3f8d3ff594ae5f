import type { Pending } from '../../worker/client';
import type { Learning, MapSketch, ModelInfo, Opened, ReadReport, Source, TrainResult } from '../../worker/protocol';
import type { Core } from '../shared/core';
import type { Messages } from '../shared/messages';
import { kindOf, type Kind } from '../shared/nouns';
import { Store } from '../shared/store';
import { notice, type Notice } from '../shared/told';
import * as words from '../shared/words';
import { Estimate, type Pace } from './estimate';
import type { Experiment } from './experiment';
import { procrustesAligned } from './procrustes';
import type { Reading } from './reading';
import type { SettingName } from './settings';
import { nameOfSource, ownSample } from './source';

/** A training on its way. */
export interface Course {
  progress: Learning;
  /** The live loss: how many epochs in, and the mean of that epoch so far. */
  live: { at: number; loss: number }[];
  /** Where the songs lie by now; undefined where nothing is to move. */
  sketch: MapSketch | undefined;
  pace: Pace | undefined;
  threads: number;
  /** It began as a training that goes on until it has learnt. */
  isUntilLearnt: boolean;
  /** Going on; at rest; asked to stop; over, and being made searchable. */
  stage: 'running' | 'paused' | 'stopping' | 'over';
}

/** The training that ended last. */
export interface Ended extends TrainResult {
  info: ModelInfo;
  /** Of what it was taught. */
  kind: Kind;
  threads: number;
  /** The last one, and then the whole map. */
  sketch: MapSketch | undefined;
}

export interface TrainingState {
  course: Course | undefined;
  ended: Ended | undefined;
  /** Why it did not work out. */
  fault: Notice | undefined;
}

/** What a model was taught, and where that was broken off. */
export interface Lesson {
  name: string;
  stopped: { epoch: number; epochs?: number } | null;
  data?: { playlists: number; rows: number; kind: Kind };
}

/** What a training needs of the world, besides the core. */
export interface TrainingSurroundings {
  /** Keeps what was learnt, and searches it from now on. */
  keep(opened: Opened, lesson: Lesson): Promise<void>;
  /** Draws the whole map of what was kept; undefined where that comes to nothing. */
  drawMap(): Promise<Float32Array<ArrayBuffer> | undefined>;
  /** The titles of its most frequent songs. */
  titles(limit: number): Promise<string[]>;
}

/** Of a training that was over before its map could move. */
const blankSketch: MapSketch = { places: new Float32Array(), titles: [] };
const titlesOnMap = 60;

/** Between two progress reports to the ears, in milliseconds. */
const seldom = 6000;

/** Until the core says. */
const beginning = (epochs: number, isOpen: boolean): Learning => ({
  epoch: 0, epochs, isOpen, share: 0, tokensDone: 0, pairsDone: 0, epochLosses: [], runningLoss: 0, heldOutHits: [], finished: false,
  hidden: 0, untested: undefined, popularHits: 0,
});

/** How many passes there are; undefined while it goes on until it has learnt. */
export const passesOf = ({ isOpen, epochs }: Learning): number | undefined => (isOpen ? undefined : epochs);

/** How long it will still take, which is the most while it goes on until it has learnt. */
export const timeLeft = ({ secondsLeft }: Pace, { isOpen }: Learning): string =>
  `${isOpen ? 'at most' : 'about'} ${words.duration(secondsLeft)} left`;

/** Whether all passes are over, and only how it answers is still to be weighed. */
export const isWeighing = ({ epochs, isOpen, heldOutHits, finished }: Learning): boolean =>
  !isOpen && !finished && heldOutHits.at(-1)?.epoch === epochs;

/** What a training is at that goes on until it has learnt, or weighs its answers. */
export function phaseOf(progress: Learning): string {
  const { isOpen, hidden } = progress;
  if (isWeighing(progress)) return 'Weighing its answers by the songs hidden from it.';
  if (hidden === 0) return isOpen ? 'Learning for as long as most playlists take.' : 'Settling what it learnt.';
  return isOpen ? 'Learning until it finds no more of the songs hidden from it.' : 'It has levelled off; settling what it learnt.';
}

/** Trains on the playlists that were read, as the settings say. */
export class Training extends Store<TrainingState> {
  readonly #core: Core;
  readonly #experiment: Experiment;
  readonly #reading: Reading;
  readonly #messages: Messages;
  readonly #world: TrainingSurroundings;
  #request: Pending<'train'> | undefined;
  #pace = new Estimate();

  constructor(core: Core, experiment: Experiment, reading: Reading, messages: Messages, world: TrainingSurroundings) {
    super({ course: undefined, ended: undefined, fault: undefined });
    this.#core = core;
    this.#experiment = experiment;
    this.#reading = reading;
    this.#messages = messages;
    this.#world = world;
  }

  /** Learns from other playlists from now on. */
  async learnFrom(source: Source): Promise<void> {
    this.set({ ended: undefined, fault: undefined });
    this.#messages.dismiss();
    await this.#reading.take(source);
  }

  /** Learns from the sample's playlists beside the person's own, or no longer. */
  async blend(withSample: boolean): Promise<void> {
    await this.learnFrom({ ...this.#reading.state.source, own: withSample ? [ownSample] : [] });
  }

  /** @returns the first setting that is wrong, for the form to point at */
  async train(): Promise<SettingName | undefined> {
    const wrong = this.#experiment.check();
    if (wrong) return wrong;
    if (this.state.course || !await this.#reading.ready() || this.state.course) return undefined;
    const { options } = this.#experiment;
    const { threads = 1, epochs = 1 } = options.options;
    const { isUntilLearnt } = this.#experiment;
    const { source, report } = this.#reading.state;
    this.set({
      course: {
        progress: beginning(epochs, isUntilLearnt), live: [], sketch: undefined, pace: undefined, threads, isUntilLearnt,
        stage: 'running',
      },
      ended: undefined, fault: undefined,
    });
    this.#messages.dismiss();
    this.#messages.announce('Training has begun.');
    this.#pace = new Estimate();
    const sketches = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const request = this.#core.request('train', { options, sketches }, (news) => {
      if ('places' in news) this.#patch({ sketch: news });
      else this.#advance(news);
    });
    this.#request = request;
    try {
      const result = await request.done;
      this.#patch({ progress: result.progress, stage: 'over' });
      await this.#takeIn(result, threads, source, report);
    } catch (error) {
      this.set({ course: undefined, fault: notice('The training did not work out', error) });
    } finally {
      // While the model was being kept, the next training may have begun.
      if (this.#request === request) this.#request = undefined;
    }
    return undefined;
  }

  /** What was learnt becomes the model that is searched, and its map is drawn. */
  async #takeIn(result: TrainResult, threads: number, source: Source, report: ReadReport | undefined): Promise<void> {
    const opened = await this.#core.ask('takeTrained', {});
    const { info } = opened;
    const sketch = result.isMapped ? this.state.course?.sketch ?? blankSketch : undefined;
    const { stopped, progress } = result;
    const { epoch } = progress;
    const epochs = passesOf(progress);
    const kind = kindOf(report?.files ?? []);
    const ended = { ...result, info, kind, threads, sketch };
    this.set({ course: undefined, ended });
    await this.#world.keep(opened, {
      name: source.files.length === 0 ? 'the sample, trained here' : nameOfSource(source),
      stopped: stopped ? { epoch, ...(epochs !== undefined && { epochs }) } : null,
      ...(report && { data: { playlists: report.playlists, rows: report.rowsRead, kind } }),
    });
    const end = stopped ? `Stopped in pass ${words.pass({ epoch, epochs })}.` : 'Training is done.';
    this.#messages.announce(`${end}${words.findsHidden(progress.heldOutHits)} You now search what it learnt.`);
    if (sketch) void this.#drawWholeMap(ended, sketch);
  }

  /** Whoever has seen the songs move sees where they come to lie; where there was no time for that, all at once. */
  async #drawWholeMap(ended: Ended, last: MapSketch): Promise<void> {
    const places = await this.#world.drawMap();
    const titles = last.titles.length > 0 ? last.titles : await this.#world.titles(titlesOnMap).catch(() => []);
    if (this.state.ended !== ended) return;
    if (places) this.set({ ended: { ...ended, sketch: { places: procrustesAligned(places, last.places), titles } } });
    else if (last === blankSketch) this.set({ ended: { ...ended, sketch: undefined } });
  }

  /** Lets the training rest, or go on. */
  pause(isPaused: boolean): void {
    if (this.state.course?.stage !== (isPaused ? 'running' : 'paused')) return;
    this.#request?.pause(isPaused);
    this.#pace = new Estimate();
    this.#patch({ stage: isPaused ? 'paused' : 'running', pace: undefined });
    this.#messages.announce(isPaused ? 'The training rests.' : 'The training goes on.');
  }

  stop(): void {
    const stage = this.state.course?.stage;
    if (stage !== 'running' && stage !== 'paused') return;
    this.#request?.cancel();
    this.#patch({ stage: 'stopping' });
  }

  #patch(patch: Partial<Course>): void {
    const { course } = this.state;
    if (course) this.set({ course: { ...course, ...patch } });
  }

  #advance(progress: Learning): void {
    const { course } = this.state;
    if (!course) return;
    const { share, tokensDone, pairsDone, runningLoss, epochLosses, epoch, epochs, isOpen } = progress;
    const live = runningLoss > 0 ? [...course.live, { at: share * epochs, loss: runningLoss }] : course.live;
    const isSettling = course.progress.isOpen && !isOpen;
    // It is much nearer its end all at once, which is no pace.
    if (isSettling) this.#pace = new Estimate();
    const pace = this.#pace.add(performance.now(), share, tokensDone || pairsDone);
    this.#patch({ progress, live, pace });
    if (isSettling) this.#messages.announce(phaseOf(progress));
    if (this.#messages.silence < seldom) return;
    const left = isWeighing(progress) ? ' Weighing its answers.' : pace ? ` ${words.capital(timeLeft(pace, progress))}.` : '';
    this.#messages.announce(`Pass ${words.pass({ epoch, epochs: passesOf(progress) })}, loss ${words.loss(runningLoss || (epochLosses.at(-1) ?? 0))}.${words.findsHidden(progress.heldOutHits)}${left}`);
  }
}
