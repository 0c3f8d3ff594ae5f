import type { Track } from '../../worker/protocol';

/** Where a song can be looked for: plain links, which tell nobody anything before they are followed. */
export function listenLinks({ artist, title }: Pick<Track, 'artist' | 'title'>): { name: string; url: string }[] {
  const words = encodeURIComponent(`${artist} ${title}`.trim());
  return [
    { name: 'Spotify', url: `https://open.spotify.com/search/${words}` },
    { name: 'YouTube', url: `https://www.youtube.com/results?search_query=${words}` },
    { name: 'MusicBrainz', url: `https://musicbrainz.org/search?type=recording&query=${words}` },
  ];
}
