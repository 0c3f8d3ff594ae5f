import { fieldsOf, textOf, usualSettings, type Circumstances, type Settings } from './settings';

export type Preset = 'quick' | 'good' | 'thorough' | 'original';

/** Settings for whoever wants none: how much patience there is, or the original experiment. */
export const presets: { preset: Preset; label: string; what: string }[] = [
  { preset: 'quick', label: 'Quick', what: 'A first look, in about a third of the time.' },
  { preset: 'good', label: 'Good', what: 'What measured best for its time.' },
  { preset: 'thorough', label: 'Thorough', what: 'More passes and finer differences: about four times as long.' },
  { preset: 'original', label: 'The original', what: 'song2vec’s experiment to the letter, on the first 10,000 rows.' },
];

export function presetSettings(preset: Preset, circumstances: Circumstances): Settings {
  if (preset === 'original') return usualSettings('seed', circumstances);
  const usual = usualSettings('playlist', circumstances);
  const passes = Number(usual.playlist.epochs);
  const changes = {
    quick: { negative: '10', lr: '0.05' },
    good: {},
    thorough: { dim: '200', epochs: String(passes * 2) },
  }[preset];
  return { ...usual, playlist: { ...usual.playlist, ...changes } };
}

/** The one whose settings these are; undefined where somebody has chosen their own. */
export function presetOf(settings: Settings, circumstances: Circumstances): Preset | undefined {
  return presets.find(({ preset }) => {
    const other = presetSettings(preset, circumstances);
    return other.recipe === settings.recipe
      && fieldsOf(settings.recipe, circumstances).every(({ name }) => textOf(settings, name) === textOf(other, name));
  })?.preset;
}
