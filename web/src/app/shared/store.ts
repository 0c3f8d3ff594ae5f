import { useEffect, useState } from 'preact/hooks';

/** One state, and those who want to know when it is another. */
export class Store<State> {
  state: State;
  readonly #listeners = new Set<() => void>();

  constructor(state: State) {
    this.state = state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected set(patch: Partial<State>): void {
    this.state = { ...this.state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}

/** The state of a store, for a component that is drawn anew at each change. */
export function useStore<State>(store: Store<State>): State {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    setState(store.state);
    return store.subscribe(() => setState(store.state));
  }, [store]);
  return state;
}
