import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { presetOf, presets, presetSettings } from '../../../web/src/app/training/presets.ts';
import { problemsWith, usualSettings } from '../../../web/src/app/training/settings.ts';

describe('the presets', () => {
  test('are sound settings for few rows and for many, and are known again', () => {
    for (const circumstances of [{ threads: 1, rows: 0 }, { threads: 4, rows: 900 }, { threads: 2, rows: 50_000_000 }]) {
      for (const { preset } of presets) {
        const settings = presetSettings(preset, circumstances);
        expect(problemsWith(settings, circumstances), preset).toEqual({});
        expect(presetOf(settings, circumstances)).toBe(preset);
      }
    }
  });

  test('differ in patience; good is what is usual, the original the original', () => {
    const here = { threads: 2, rows: 100_000 };
    expect(presetSettings('good', here)).toEqual(usualSettings('playlist', here));
    expect(presetSettings('original', here)).toEqual(usualSettings('seed', here));
    const work = (['quick', 'good', 'thorough'] as const).map((preset) => {
      const { epochs, negative, dim } = presetSettings(preset, here).playlist;
      return [epochs, negative, dim];
    });
    expect(work).toEqual([['100', '10', '100'], ['100', '35', '100'], ['200', '35', '200']]);
  });

  test('know when settings are somebody’s own', () => {
    const here = { threads: 2, rows: 100_000 };
    const settings = usualSettings('playlist', here);
    expect(presetOf({ ...settings, playlist: { ...settings.playlist, lr: '0.1' } }, here)).toBeUndefined();
  });
});
