import type {
  Learning, MapSketch, Neighbour, Opened, ReadReport, Source, Track, TrainResult, Transfer,
} from '../../worker/protocol';
import type { Pace } from '../training/estimate';
import { usualSettings, type Circumstances, type SettingName, type Settings } from '../training/settings';
import type { Entry } from '../models/shelf';
import { sampleSource } from '../training/source';
import type { Notice } from '../shared/told';

/** The model being searched. `entry` is undefined for the sample's. */
export interface Searched extends Opened {
  entry: Entry | undefined;
}

/** A song and the ten most like it. */
export interface View {
  track: Track;
  neighbours: Neighbour[];
}

export interface TrainingState {
  progress: Learning;
  /** The live loss: how many epochs in, and the mean of that epoch so far. */
  live: { at: number; loss: number }[];
  /** Where the songs lie by now; undefined where nothing is to move. */
  sketch: MapSketch | undefined;
  pace: Pace | undefined;
  threads: number;
  /** Going on; at rest; asked to stop; over, and being made searchable. */
  stage: 'running' | 'paused' | 'stopping' | 'over';
}

/** The training that ended last. */
export interface Ended extends TrainResult, Opened {
  threads: number;
  /** The last one, and then the whole map. */
  sketch: MapSketch | undefined;
}

export interface State {
  /** What is being opened, while it is. */
  opening: { name: string; transfer: Transfer | undefined } | undefined;
  searched: Searched | undefined;
  /** Why there is nothing to search. */
  missing: Notice | undefined;
  view: View | undefined;
  /** Songs to try. */
  suggestions: Track[];
  /** The songs that were followed to get here, oldest first, this one last. */
  trail: Track[];
  /** What the address asks to look for. */
  query: string;
  notice: Notice | undefined;
  entries: Entry[];
  source: Source;
  reading: Transfer | undefined;
  report: ReadReport | undefined;
  /** Why the playlists could not be read. */
  unread: Notice | undefined;
  circumstances: Circumstances;
  settings: Settings;
  problems: Partial<Record<SettingName, string>>;
  training: TrainingState | undefined;
  result: Ended | undefined;
  trainingNotice: Notice | undefined;
  /** Read out by screen readers; on the page for nobody else. */
  announcement: string;
}

/** What the page shows before anything has been loaded. */
export const firstState: State = {
  opening: { name: 'the sample', transfer: undefined },
  searched: undefined,
  missing: undefined,
  view: undefined,
  suggestions: [],
  trail: [],
  query: '',
  notice: undefined,
  entries: [],
  source: sampleSource,
  reading: undefined,
  report: undefined,
  unread: undefined,
  circumstances: { threads: 1, rows: 0 },
  settings: usualSettings('playlist', { threads: 1, rows: 0 }),
  problems: {},
  training: undefined,
  result: undefined,
  trainingNotice: undefined,
  announcement: '',
};
