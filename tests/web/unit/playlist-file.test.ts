import { describe, expect, test } from '../../../web/test-tools/unit.ts';
import { fileFormats, fileName, type FileFormat } from '../../../web/src/app/playlist/file.ts';
import { listenLinks } from '../../../web/src/app/shared/listen-links.ts';

const write = (format: FileFormat, songs: [artist: string, title: string][], name = 'Mine') =>
  fileFormats[format].write(name, songs.map(([artist, title]) => ({ artist, title })));

describe('a playlist’s file', () => {
  test('is what its form says', () => {
    expect(write('m3u8', [['Tom Petty', 'Free Fallin’']])).toBe(
      '#EXTM3U\n#PLAYLIST:Mine\n#EXTART:Tom Petty\n#EXTINF:-1,Tom Petty - Free Fallin’\nTom Petty - Free Fallin’.mp3\n');
    expect(write('txt', [['Tom Petty', 'Free Fallin’']])).toBe('Tom Petty - Free Fallin’\n');
    expect(write('csv', [['a, b', 'say "x" \\']], 'p')).toBe(
      '"user_id", "artistname", "trackname", "playlistname"\n"me","a, b","say ""x"" \\\\","p"\n');
    expect(write('xspf', [['<b>', '& "\'']])).toContain('<creator>&lt;b&gt;</creator>\n      <title>&amp; &quot;&apos;</title>');
  });

  test('a name can begin no line, no directive and no path of its own', () => {
    const m3u8 = write('m3u8', [['../../etc', 'x\n#EXTINF:1,evil\nhttp://evil/'], ['a - b', '12. c']], 'n\r\nm');
    expect(m3u8.split('\n')).toHaveLength(9);
    expect(m3u8).toContain('#PLAYLIST:n m\n');
    expect(m3u8).toMatch(/\netc - x EXTINF 1,evil http evil\.mp3\n/);
    expect(m3u8).toContain('#EXTART:a - b\n#EXTINF:-1,12. c\n');
    expect(write('csv', [['a\u2028b', 'c\nd']])).toContain('"a b","c d"');
  });

  test('has a name that every system takes', () => {
    expect(fileName('A/B: "C"? ..', 'm3u8')).toBe('A B C.m3u8');
    expect(fileName(' .. ', 'csv')).toBe('playlist.csv');
    expect(fileName('Sonntag früh', 'txt')).toBe('Sonntag früh.txt');
  });

  test('links carry names as text and nothing else', () => {
    const links = listenLinks({ artist: 'AC/DC', title: 'a&b=c#d' });
    expect(links.map(({ url }) => url)).toEqual([
      'https://open.spotify.com/search/AC%2FDC%20a%26b%3Dc%23d',
      'https://www.youtube.com/results?search_query=AC%2FDC%20a%26b%3Dc%23d',
      'https://musicbrainz.org/search?type=recording&query=AC%2FDC%20a%26b%3Dc%23d',
    ]);
  });
});
