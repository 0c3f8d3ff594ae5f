import { Store } from './store';
import type { Notice } from './told';

export interface MessagesState {
  /** What came of something that the person did. */
  notice: Notice | undefined;
  /** That the worker had to be replaced: beside what that did to whatever was under way. */
  fall: Notice | undefined;
  /** Read out by screen readers; on the page for nobody else. */
  announcement: string;
}

/** What the page has to say, above all else and for the ears. */
export class Messages extends Store<MessagesState> {
  #announcedAt = 0;

  constructor() {
    super({ notice: undefined, fall: undefined, announcement: '' });
  }

  tell(notice: Notice): void {
    this.set({ notice });
  }

  tellFall(fall: Notice): void {
    this.set({ fall });
  }

  dismiss(): void {
    this.set({ notice: undefined });
  }

  dismissFall(): void {
    this.set({ fall: undefined });
  }

  announce(announcement: string): void {
    this.#announcedAt = Date.now();
    this.set({ announcement });
  }

  /** For how many milliseconds nothing was read out. */
  get silence(): number {
    return Date.now() - this.#announcedAt;
  }
}
