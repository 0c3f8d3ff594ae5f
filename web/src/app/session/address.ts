import type { Camera } from '../map/camera';

/**
 * The view as the part of the address behind `#`, so that links, Back and reload work. Positions only:
 * the names of somebody's own playlists never get into an address.
 */
export interface Address {
  /** The id of a model kept in this browser; undefined = the sample's. */
  model?: string;
  /** A song's position in the model, from 1. */
  track?: number;
  /** Words to look for. Only ever written for the sample's model. */
  q?: string;
  /** A playlist, by the positions of its songs. Only ever of the sample's model, which is the same for everybody. */
  list?: number[];
  /** What the map shows. */
  at?: Camera;
}

const mostListed = 200;

export function parseAddress(hash: string): Address {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const address: Address = {};
  const model = fields.get('model');
  if (model && /^[a-z0-9]{1,32}$/.test(model)) address.model = model;
  const track = fields.get('track');
  if (track && /^[1-9]\d{0,8}$/.test(track)) address.track = Number(track);
  const q = fields.get('q')?.trim();
  if (q) address.q = q.slice(0, 200);
  const list = fields.get('list');
  if (list && address.model === undefined && /^[1-9]\d{0,8}(\.[1-9]\d{0,8})*$/.test(list)) {
    address.list = list.split('.').map(Number).slice(0, mostListed);
  }
  const at = fields.get('at')?.split(',').map(Number);
  const [x, y, zoom] = at ?? [];
  if (at?.length === 3 && at.every(Number.isFinite) && x !== undefined && y !== undefined && zoom !== undefined && zoom > 0) {
    address.at = { x, y, zoom };
  }
  return address;
}

export function formatAddress({ model, track, q, list, at }: Address): string {
  const fields = new URLSearchParams();
  if (model !== undefined) fields.set('model', model);
  if (track !== undefined) fields.set('track', String(track));
  if (q && model === undefined) fields.set('q', q);
  if (list && list.length > 0 && model === undefined) fields.set('list', list.slice(0, mostListed).join('.'));
  if (at) fields.set('at', [at.x.toFixed(4), at.y.toFixed(4), at.zoom.toFixed(2)].join(','));
  return `#${fields.toString()}`;
}
