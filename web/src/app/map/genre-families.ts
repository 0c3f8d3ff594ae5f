import type { Genres } from '../../worker/protocol';
import type { Colouring } from './hue';

/**
 * Families of genres, as the map has colours for no more than these. Which genre is of which family is
 * opinion. The order is that of the colours; a genre is of the first family that has a part of its name.
 */
const families: { name: string; parts: RegExp }[] = [
  { name: 'metal and punk', parts: /metal|punk|hard ?core|hard rock|grunge|emo/ },
  { name: 'folk, country, blues', parts: /folk|country|singer-songwriter|blue(s|grass)|rock and roll|americana/ },
  { name: 'hip hop', parts: /hip hop|hip-hop|rap|trap|grime/ },
  { name: 'soul, funk, jazz', parts: /soul|funk|r&b|disco|gospel|motown|jazz|swing/ },
  { name: 'electronic', parts: /electro|house|techno|trance|eurodance|synth|dance|dubstep|drum and bass|ambient/ },
  { name: 'latin, african, reggae', parts: /latin|afr|brazil|reggae|ska|asian|salsa|bossa|samba|cumbia|flamenco|fado/ },
  { name: 'rock', parts: /rock|wave|indie|alternative|britpop|shoegaze/ },
  { name: 'pop', parts: /pop|chanson|italian|schlager|vocal/ },
];

/** Of a genre: its family's number, which is that of its colour, or 0. */
export function familyOf(genre: string): number {
  return families.findIndex(({ parts }) => parts.test(genre.toLowerCase())) + 1;
}

/** Coloured by families, the rest last. */
export function familiesOf({ names, of }: Genres): Colouring {
  const ofGenre = [0, ...names.map(familyOf)];
  const ofTrack = Uint8Array.from(of, (genre) => ofGenre[genre] ?? 0);
  const songs = new Array<number>(families.length + 1).fill(0);
  for (const family of ofTrack) songs[family] = (songs[family] ?? 0) + 1;
  const all = families.map(({ name }, index) => ({ colour: index + 1, name, songs: songs[index + 1] ?? 0 }));
  const rest = { colour: 0, name: 'others', songs: songs[0] ?? 0 };
  return { ofTrack, hues: [...all, rest].filter((hue) => hue.songs > 0) };
}
