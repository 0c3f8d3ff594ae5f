/** What a colour of the map stands for: a family of genres, or a cluster where no genre is known. */
export interface Hue {
  /** 0..8: which of the page's `--map-0` to `--map-8`; 0 is for songs of no other. */
  colour: number;
  name: string;
  songs: number;
}

/** The page has so many colours for a map. */
export const colourCount = 9;

/** How a map is coloured. */
export interface Colouring {
  /** Of each track in order of position: the colour of its hue. */
  ofTrack: Uint8Array;
  /** Those that there are. */
  hues: Hue[];
}
