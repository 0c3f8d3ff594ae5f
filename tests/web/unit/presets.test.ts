import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { describe as tell, presetOf, presets, presetSettings } from '../../../web/src/app/training/presets.ts';
import { nowhere, problemsWith, usualSettings } from '../../../web/src/app/training/settings.ts';
import { here } from './recipes.ts';

describe('the presets', () => {
  test('are sound settings for few rows and for many, and are known again', () => {
    for (const circumstances of [here({ usualEpochs: undefined }), here({ usualEpochs: 100 }), here({ threads: 1 })]) {
      for (const { preset } of presets) {
        const settings = presetSettings(preset, circumstances);
        expect(problemsWith(settings, circumstances), preset).toEqual({});
        expect(presetOf(settings, circumstances)).toBe(preset);
      }
    }
  });

  test('differ in patience; good is what is usual, the original the original', () => {
    expect(presetSettings('good', here())).toEqual(usualSettings('playlist', here()));
    expect(presetSettings('original', here())).toEqual(usualSettings('seed', here()));
    const work = (['quick', 'good', 'thorough'] as const).map((preset) => {
      const { epochs, negative, dim } = presetSettings(preset, here()).playlist;
      return [epochs, negative, dim];
    });
    expect(work).toEqual([['9', '10', '64'], ['9', '20', '64'], ['18', '20', '128']]);
    expect(tell('original', usualSettings('seed', here()))).toContain('the first 12,000 rows');
  });

  test('know when settings are somebody’s own', () => {
    const settings = usualSettings('playlist', here());
    expect(presetOf({ ...settings, playlist: { ...settings.playlist, lr: '0.1' } }, here())).toBeUndefined();
  });

  test('are all as usual until the core is there', () => {
    for (const { preset } of presets) {
      const settings = presetSettings(preset, nowhere);
      expect([settings.playlist, settings.seed]).toEqual([{}, {}]);
      expect(presetOf(settings, nowhere)).toBe(preset === 'original' ? 'original' : 'good');
    }
  });
});
