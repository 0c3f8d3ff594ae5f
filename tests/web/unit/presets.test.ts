import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { describe as tell, presetOf, presets, presetSettings } from '../../../web/src/app/training/presets.ts';
import { nowhere, problemsWith, usualSettings } from '../../../web/src/app/training/settings.ts';
import { here } from './recipes.ts';

describe('the presets', () => {
  test('are sound settings, and are known again', () => {
    for (const circumstances of [here(), here({ threads: 1 })]) {
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
    expect(work).toEqual([['20', '20', '64'], ['until it knows', '20', '64'], ['until it knows', '20', '128']]);
    expect(tell('original', usualSettings('seed', here()))).toContain('the first 12,000 rows');
  });

  test('know when settings are somebody’s own', () => {
    const settings = usualSettings('playlist', here());
    const changed = (name: string, text: string) => ({ ...settings, playlist: { ...settings.playlist, [name]: text } });
    expect(presetOf(changed('lr', '0.1'), here())).toBeUndefined();
    expect(presetOf(changed('epochs', '19'), here())).toBeUndefined();
    expect(presetOf(changed('epochs', 'many'), here())).toBeUndefined();
    expect([presetOf(changed('epochs', ''), here()), presetOf(changed('lr', '3e-2'), here())]).toEqual(['good', 'good']);
  });

  test('are all as usual until the core is there', () => {
    for (const { preset } of presets) {
      const settings = presetSettings(preset, nowhere);
      expect([settings.playlist, settings.seed]).toEqual([{}, {}]);
      expect(presetOf(settings, nowhere)).toBe(preset === 'original' ? 'original' : 'good');
    }
  });
});
