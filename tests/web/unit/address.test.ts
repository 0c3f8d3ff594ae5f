import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { formatAddress, parseAddress } from '../../../web/src/app/session/address.ts';

describe('the address', () => {
  test('comes back as it went', () => {
    for (const address of [{}, { track: 5 }, { track: 5, q: 'a & b #c' }, { model: '0a1b', track: 12 }, { q: 'déjà vu' }, { track: 2, list: [5, 1, 2757] }, { track: 2, at: { x: -0.5, y: 0.25, zoom: 12.5 } }]) {
      expect(parseAddress(formatAddress(address))).toEqual(address);
    }
  });

  test('never carries words into the address of a model of one’s own', () => {
    expect(formatAddress({ model: '0a1b', track: 1, q: 'secret' })).toBe('#model=0a1b&track=1');
    expect(formatAddress({ model: '0a1b', track: 1, list: [1, 2] })).toBe('#model=0a1b&track=1');
    expect(parseAddress('#model=0a1b&list=1.2')).toEqual({ model: '0a1b' });
  });

  test('ignores what makes no sense', () => {
    for (const hash of ['', '#', '#track=0', '#track=-3', '#track=1e9', '#track=x', '#model=../x', '#q=%20', '#track=99999999999', '#list=', '#list=1,2', '#list=0.1', '#list=1..2', '#list=a', '#at=1,2', '#at=a,b,c', '#at=0,0,0', '#at=0,0,-1']) {
      expect(parseAddress(hash)).toEqual({});
    }
  });
});
