import type { Client } from '../../worker/client';

/** Whoever answers requests: the worker's client, or what stands before it. */
export type Core = Pick<Client, 'ask' | 'request'>;
