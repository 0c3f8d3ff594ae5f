import type { Transfer } from '../../../worker/protocol';

/** How far something is, as a bar; without a known end it only says that it is going on. */
export function Meter({ label, part, text }: { label: string; part: number | undefined; text?: string }) {
  const percent = part === undefined ? undefined : Math.round(Math.min(1, Math.max(0, part)) * 1000) / 10;
  return (
    <div
      class={percent === undefined ? 'meter unknown' : 'meter'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <span style={{ inlineSize: percent === undefined ? '30%' : `${percent}%` }} />
    </div>
  );
}

export function partOf(transfer: Transfer | undefined): number | undefined {
  return transfer && transfer.total > 0 ? transfer.done / transfer.total : undefined;
}
