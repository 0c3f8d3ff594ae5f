import { Fragment } from 'preact';
import type { Track } from '../../../worker/protocol';

/** What the model's file says of a track, in the order of a sleeve's small print. */
export function factsOf({ genre, year, country }: Pick<Track, 'genre' | 'year' | 'country'>): string[] {
  return present([genre, year, country]);
}

/** The two that a list has room for. */
export function shortFactsOf({ genre, year }: Pick<Track, 'genre' | 'year'>): string[] {
  return present([genre, year]);
}

function present(facts: (string | number | undefined)[]): string[] {
  return facts.filter((fact) => fact !== undefined).map(String);
}

/** The same, for eyes and ears, each fact by itself. Nothing where nothing is known. */
export function Facts({ facts }: { facts: string[] }) {
  return (
    <>
      {facts.map((fact, index) => (
        <Fragment key={index}>
          {index > 0 && ', '}
          <bdi>{fact}</bdi>
        </Fragment>
      ))}
    </>
  );
}
