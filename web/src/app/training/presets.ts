import * as words from '../shared/words';
import { fieldsOf, rowsSetting, textOf, usualSettings, valueOf, type Circumstances, type Settings } from './settings';

export type Preset = 'quick' | 'good' | 'thorough' | 'original';

/** Settings for whoever wants none: how much patience there is, or the original experiment. */
export const presets: { preset: Preset; label: string }[] = [
  { preset: 'quick', label: 'Quick' },
  { preset: 'good', label: 'Good' },
  { preset: 'thorough', label: 'Thorough' },
  { preset: 'original', label: 'The original' },
];

const quickPasses = 20;

/** What a preset comes to, or settings that are none. */
export function describe(preset: Preset | undefined, { seed }: Settings): string {
  switch (preset) {
    case 'quick': return `A first look: ${quickPasses} passes, and no more.`;
    case 'good': return 'Learns until it finds no more of the songs hidden from it.';
    case 'thorough': return 'The same with twice the numbers per song, for finer differences. A pass takes about twice as long.';
    case 'original': return `song2vec’s experiment to the letter, on the first ${words.count(Number(seed[rowsSetting] ?? 0))} rows.`;
    case undefined: return 'Settings of your own.';
  }
}

export function presetSettings(preset: Preset, circumstances: Circumstances): Settings {
  if (preset === 'original') return usualSettings('seed', circumstances);
  const usual = usualSettings('playlist', circumstances);
  const { dim } = usual.playlist;
  // Until the core is there, it is all as usual.
  if (dim === undefined) return usual;
  const changes = {
    quick: { epochs: String(quickPasses) },
    good: {},
    thorough: { dim: String(2 * Number(dim)) },
  }[preset];
  return { ...usual, playlist: { ...usual.playlist, ...changes } };
}

/** The one whose settings these are; undefined where somebody has chosen their own. */
export function presetOf(settings: Settings, circumstances: Circumstances): Preset | undefined {
  // The usual one first: it is meant while there is nothing to tell them apart by.
  const order: Preset[] = ['good', 'original', 'quick', 'thorough'];
  return order.find((preset) => {
    const other = presetSettings(preset, circumstances);
    return other.recipe === settings.recipe
      && fieldsOf(settings.recipe, circumstances).every((field) => valueOf(field, textOf(settings, field.name)) === valueOf(field, textOf(other, field.name)));
  });
}
