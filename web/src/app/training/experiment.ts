import { Store } from '../shared/store';
import { presetSettings, type Preset } from './presets';
import {
  isUntilLearnt, nowhere, problemsWith, readingOf, refit, rowsSetting, toOptions, usualSettings, type Circumstances, type SettingName,
  type Settings,
} from './settings';
import type { Recipe, TrainerOptions } from '../../worker/protocol';

export interface ExperimentState {
  circumstances: Circumstances;
  settings: Settings;
  /** What is wrong with settings that were left so. */
  problems: Partial<Record<SettingName, string>>;
}

/** How it should learn, as typed into the form. */
export class Experiment extends Store<ExperimentState> {
  readonly #rereads: () => void;

  /** @param rereads called where the playlists may have to be read in another way */
  constructor(rereads: () => void) {
    super({ circumstances: nowhere, settings: usualSettings('playlist', nowhere), problems: {} });
    this.#rereads = rereads;
  }

  /** What is usual depends on the core, on how many threads there may be, and on the playlists. */
  refit(news: Partial<Circumstances>): void {
    const before = this.state.circumstances;
    const circumstances = { ...before, ...news };
    this.set({ circumstances, settings: refit(this.state.settings, before, circumstances) });
  }

  change(name: SettingName, text: string): void {
    const before = this.state.settings;
    const settings = { ...before, [before.recipe]: { ...before[before.recipe], [name]: text } };
    const problems = { ...this.state.problems };
    // A complaint goes away as soon as it is met, and comes only once the field is left.
    if (!problemsWith(settings, this.state.circumstances)[name]) delete problems[name];
    this.set({ settings, problems });
  }

  /** The person has left a field. */
  settle(name: SettingName): void {
    // Its own problem only: a line that appears under another field, where the person is now, would
    // move the page under a click on its way to a button.
    const problem = problemsWith(this.state.settings, this.state.circumstances)[name];
    const { [name]: _, ...others } = this.state.problems;
    this.set({ problems: problem ? { ...others, [name]: problem } : others });
    if (name === rowsSetting) this.#rereads();
  }

  /** Each recipe has settings of its own, and its own idea of what a playlist is. */
  choose(recipe: Recipe): void {
    this.#take({ ...this.state.settings, recipe });
  }

  prefer(preset: Preset): void {
    this.#take(presetSettings(preset, this.state.circumstances));
  }

  reset(): void {
    this.#take(usualSettings(this.state.settings.recipe, this.state.circumstances));
  }

  #take(settings: Settings): void {
    this.set({ settings, problems: {} });
    this.#rereads();
  }

  /** How the playlists have to be read; undefined while that is not clear. */
  get wantedReading(): { recipe: Recipe; maxRows: number } | undefined {
    return readingOf(this.state.settings, this.state.circumstances);
  }

  /** Complains of all that is wrong. @returns the first such setting, for the form to point at */
  check(): SettingName | undefined {
    const problems = problemsWith(this.state.settings, this.state.circumstances);
    this.set({ problems });
    return (Object.keys(problems) as SettingName[])[0];
  }

  /** Whether it is to go on until it has learnt. Of settings without problems. */
  get isUntilLearnt(): boolean {
    return isUntilLearnt(this.state.settings, this.state.circumstances);
  }

  /** Of settings without problems. */
  get options(): TrainerOptions {
    return toOptions(this.state.settings, this.state.circumstances);
  }
}
