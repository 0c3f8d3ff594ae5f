const paths = {
  add: 'M8 2v12M2 8h12',
  less: 'M2 8h12',
  whole: 'M2.5 6v-3.5h3.5M10 2.5h3.5v3.5M13.5 10v3.5h-3.5M6 13.5h-3.5v-3.5',
  lasso: 'M8 3c3.5 0 6 1.6 6 3.8s-2.500 3.700-6 3.700s-6-1.500-6-3.700s2.500-3.800 6-3.800M5 10.200c-1.500.8-1.500 2.300 0 2.600s1.500 1.600.5 2.200',
  added: 'M2.5 8.5l3.5 4 7.5-9',
  remove: 'M3 3l10 10M13 3L3 13',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  avoid: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M4.2 4.2l7.6 7.6',
} as const;

const dotted = new Set<keyof typeof paths>(['more', 'grip']);

/** A small drawing beside or instead of words; the words themselves are the button's. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class={dotted.has(name) ? 'icon dots' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
