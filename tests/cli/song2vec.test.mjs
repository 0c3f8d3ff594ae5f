// The original's own sample and its published result (see experiments/README.md).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, readTracks, realData, segue } from './segue.mjs';
import { overlap, ranks } from '../../experiments/song2vec/overlap.mjs';

const cover = "john mayer - free fallin' - live at the nokia theatre";
const original = "tom petty - free fallin'";

test("the original's positions, form and published neighbours", (t) => {
  const csv = realData(t, 'zenodo-10k.csv');
  const published = realData(t, 'seed-neighbours.json');
  if (csv === null || published === null) return;
  const cwd = folder(t);
  assert.equal(segue(cwd, ['run', 'default', '--csv_path', csv]).status, 0);
  const tracks = readTracks(join(cwd, 'experiments/default/tracks.tsv'));
  assert.equal(tracks.length, 8629);
  const theirs = JSON.parse(readFileSync(published, 'utf8')).tracks;
  for (const { position, track } of theirs) {
    const ours = tracks[position - 1];
    assert.equal(`${ours.artist} - ${ours.title}`, track);
  }
  const [heading, ...lines] = segue(cwd, ['similar', 'default', cover]).stdout.trimEnd().split('\n');
  assert.match(heading, /^top 10 tracks most similar to '.* - .*' \(pos\. \d+\):$/);
  assert.equal(lines.length, 10);
  for (const line of lines) assert.match(line, /^- \(sim\. -?\d\.\d{3}\): '.* - .*' \(pos\. \d+\)$/);
  const mean = overlap(join(cwd, 'experiments/default/model.safetensors'), theirs);
  t.diagnostic(`mean overlap of top 10: ${mean.toFixed(3)}`);
  assert.ok(mean >= 3.45, `mean overlap ${mean}`);
});

test("Tom Petty's original is among the ten for John Mayer's cover, for four of five seeds", (t) => {
  const csv = realData(t, 'zenodo-10k.csv');
  if (csv === null) return;
  const found = ranks(folder(t), csv, [1, 2, 3, 4, 5], cover, original);
  t.diagnostic(`ranks: ${found.join(', ')}`);
  assert.ok(found.filter((rank) => rank <= 10).length >= 4, found.join());
});
