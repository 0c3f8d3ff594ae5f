import { useState } from 'preact/hooks';
import type { Track } from '../../../worker/protocol';
import type { Builder } from '../../playlist/builder';
import type { Browsing } from '../../session/browsing';
import type { LookUp } from './look-up';

export interface Choice {
  /** Where among the suggestions the arrow keys are; -1: in the box. */
  place: number;
  choose(track: Track): void;
  /** Back in the box. */
  leave(): void;
  close(): void;
  onKey(event: KeyboardEvent): void;
}

/** Going through the suggestions by keys, and taking one. */
export function useChoice({ browsing, builder, lookUp, text, setText }: {
  browsing: Browsing;
  builder: Builder;
  lookUp: LookUp;
  text: string;
  setText: (text: string) => void;
}): Choice {
  // The position of the song that the arrow keys went to: later suggestions may have it at another place.
  const [active, setActive] = useState<number>();
  const { options, isOpen } = lookUp;
  const place = options.findIndex(({ position }) => position === active);
  const leave = (): void => setActive(undefined);

  const close = (): void => {
    lookUp.close();
    leave();
  };
  const choose = (track: Track): void => {
    lookUp.clear();
    leave();
    setText('');
    browsing.go(track.position);
  };
  const move = (step: number): void => {
    // One place more than there are options: the box itself, which holds what was typed.
    const places = options.length + 1;
    setActive(options[((place + 1 + step + places) % places) - 1]?.position);
  };
  const arrow = (step: number): void => (isOpen ? move(step) : void lookUp.look(text));
  const take = async (isForPlaylist: boolean): Promise<void> => {
    const chosen = options[place] ?? (await lookUp.look(text))[0];
    if (chosen && isForPlaylist) builder.add(chosen);
    else if (chosen) choose(chosen);
  };
  const escape = (): void => {
    if (isOpen) return close();
    setText('');
    lookUp.clear();
    browsing.rememberQuery('');
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const deeds: Record<string, () => void> = {
      ArrowDown: () => arrow(1),
      ArrowUp: () => arrow(-1),
      Enter: () => void take(event.shiftKey),
      Escape: escape,
    };
    const deed = deeds[event.key];
    if (deed && event.key !== 'Escape') event.preventDefault();
    deed?.();
  };
  return { place, choose, leave, close, onKey };
}
