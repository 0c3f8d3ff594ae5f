import type { Track } from '../../worker/protocol';

/** What a person asks of the songs that are suggested. */
export interface Knobs {
  /** From -1, hidden gems, to 1, hits. */
  popularity: number;
  onePerArtist: boolean;
  otherArtists: boolean;
}

/** A playlist that somebody is making. Each song stands in it once; no song is in both lists. */
export interface Playlist {
  name: string;
  tracks: Track[];
  /** Songs that the suggestions are to stay away from. */
  unlike: Track[];
  knobs: Knobs;
}

export const usualKnobs: Knobs = { popularity: 0, onePerArtist: false, otherArtists: false };

export const emptyPlaylist: Playlist = { name: 'My playlist', tracks: [], unlike: [], knobs: usualKnobs };

const lacks = (tracks: Track[], position: number): Track[] => tracks.filter((track) => track.position !== position);

export function holds(tracks: Track[], position: number): boolean {
  return tracks.some((track) => track.position === position);
}

/** With songs at the end that it does not hold yet. */
export function withTracks(playlist: Playlist, added: Track[]): Playlist {
  return added.reduce<Playlist>((now, track) => ({
    ...now,
    tracks: holds(now.tracks, track.position) ? now.tracks : [...now.tracks, track],
    unlike: lacks(now.unlike, track.position),
  }), playlist);
}

export function withoutTrack(playlist: Playlist, position: number): Playlist {
  return { ...playlist, tracks: lacks(playlist.tracks, position) };
}

/** With the song at one place, from 0, at another; places beyond the ends mean the ends. */
export function movedTrack(playlist: Playlist, from: number, to: number): Playlist {
  const track = playlist.tracks[from];
  if (!track) return playlist;
  const others = playlist.tracks.filter((_, index) => index !== from);
  const place = Math.max(0, Math.min(others.length, to));
  return { ...playlist, tracks: [...others.slice(0, place), track, ...others.slice(place)] };
}

/** Away from this song; it leaves the playlist where it stood in it. */
export function awayFrom(playlist: Playlist, track: Track): Playlist {
  const tracks = lacks(playlist.tracks, track.position);
  return { ...playlist, tracks, unlike: [...lacks(playlist.unlike, track.position), track] };
}

export function noLongerAwayFrom(playlist: Playlist, position: number): Playlist {
  return { ...playlist, unlike: lacks(playlist.unlike, position) };
}

export function cleared(playlist: Playlist): Playlist {
  return { ...playlist, tracks: [], unlike: [] };
}
