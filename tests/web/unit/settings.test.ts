import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { defaults, problemsWith, toOptions, valueOf } from '../../../web/src/app/settings.ts';

describe('the six settings', () => {
  test('are the original’s by default', () => {
    expect(problemsWith(defaults)).toEqual({});
    expect(valueOf(defaults, 'rows')).toBe(10000);
    expect(toOptions(defaults)).toEqual({ windowSize: 2, embeddingDim: 100, epochs: 20, learningRate: 0.001, randomSeed: 42 });
  });

  test('may be typed as people type numbers', () => {
    const settings = { ...defaults, rows: ' 12,500 ', rate: '1e-3', seed: '0' };
    expect(problemsWith(settings)).toEqual({});
    expect(valueOf(settings, 'rows')).toBe(12500);
  });

  test('are refused outside their ranges', () => {
    const wrong = {
      rows: ['0', '-1', '1.5', '', 'all'], window: ['0', '101'], dim: ['0', '1001'], epochs: ['0', '1001'],
      rate: ['0', '1.01', '-0.1', 'NaN'], seed: ['-1', '9007199254740992', '0.5'],
    };
    for (const [name, texts] of Object.entries(wrong)) {
      for (const text of texts) expect(Object.keys(problemsWith({ ...defaults, [name]: text })), text).toEqual([name]);
    }
  });
});
