import { useEffect, useRef, useState } from 'preact/hooks';
import type { Track } from '../../../worker/protocol';
import type { Browsing } from '../../session/browsing';
import { failureOf } from '../../shared/told';
import * as words from '../../shared/words';

/** What there is to say in place of suggestions. */
export interface Told {
  text: string;
  isFault: boolean;
}

export interface LookUp {
  options: Track[];
  isOpen: boolean;
  told: Told | undefined;
  /** @returns what was found; nothing where something else was looked for in the meantime */
  look(wanted: string): Promise<Track[]>;
  /** Folds the suggestions; they are still there. */
  close(): void;
  clear(): void;
}

const shown = 8;
const nothing: Told = { text: 'Nothing here sounds like that. Try a part of the name, or another spelling.', isFault: false };

/** Songs of a model that are called like what is typed; an answer that comes late is not shown. */
export function useLookUp(browsing: Browsing, model: number | undefined): LookUp {
  const [options, setOptions] = useState<Track[]>([]);
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<Told>();
  const turn = useRef(0);

  const show = (found: Track[], instead?: Told): void => {
    setOptions(found);
    setOpen(found.length > 0);
    setTold(instead);
  };
  const clear = (): void => {
    turn.current++;
    show([]);
  };
  // What was found in another model is void.
  useEffect(clear, [model]);

  const look = async (wanted: string): Promise<Track[]> => {
    const mine = ++turn.current;
    const answer = await answerTo(browsing, wanted);
    if (mine !== turn.current) return [];
    show(answer.found, answer.told);
    return answer.found;
  };
  const close = (): void => {
    turn.current++;
    setOpen(false);
  };
  return { options, isOpen, told, look, close, clear };
}

async function answerTo(browsing: Browsing, wanted: string): Promise<{ found: Track[]; told?: Told }> {
  if (wanted.trim() === '') return { found: [] };
  try {
    const found = await browsing.find(wanted, shown);
    return found.length > 0 ? { found } : { found, told: nothing };
  } catch (error) {
    const text = `The search did not come through. ${words.sentence(failureOf(error).message)}`;
    return { found: [], told: { text, isFault: true } };
  }
}
