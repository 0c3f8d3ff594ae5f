/** One song fades out while the next fades in, at equal power: cos and sin of a quarter turn. */
function curve(rising: boolean, from: number, to: number): string {
  const points = [];
  const steps = 32;
  for (let step = 0; step <= steps; step++) {
    const part = step / steps;
    const turn = (from + (to - from) * part) * (Math.PI / 2);
    const power = rising ? Math.sin(turn) : Math.cos(turn);
    points.push(`${(part * 100).toFixed(2)} ${((1 - power) * 100).toFixed(2)}`);
  }
  return `M${points.join('L')}`;
}

const halves = { first: [0, 0.5], second: [0.5, 1] } as const;

/**
 * The segue itself. Its first half lies over the side to listen on, its second over the side to teach
 * from: the curves cross where the sides meet.
 */
export function Crossfade({ half }: { half: keyof typeof halves }) {
  const [from, to] = halves[half];
  const falling = curve(false, from, to);
  const rising = curve(true, from, to);
  return (
    <svg class={`crossfade ${half}`} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <linearGradient id={`cool-${half}`} x2="0" y2="100" gradientUnits="userSpaceOnUse">
          <stop class="cool-stop" offset="0" stop-opacity="0.3" />
          <stop class="cool-stop" offset="1" stop-opacity="0" />
        </linearGradient>
        <linearGradient id={`warm-${half}`} x2="0" y2="100" gradientUnits="userSpaceOnUse">
          <stop class="warm-stop" offset="0" stop-opacity="0.3" />
          <stop class="warm-stop" offset="1" stop-opacity="0" />
        </linearGradient>
      </defs>
      <path class="area" fill={`url(#cool-${half})`} d={`${falling}L100 100L0 100Z`} />
      <path class="area" fill={`url(#warm-${half})`} d={`${rising}L100 100L0 100Z`} />
      <path class="fading-out line" d={falling} />
      <path class="fading-in line" d={rising} />
    </svg>
  );
}

export function Mark() {
  return (
    <svg class="mark" viewBox="-4 -4 108 108" preserveAspectRatio="none" aria-hidden="true">
      <path class="fading-out line" d={curve(false, 0, 1)} />
      <path class="fading-in line" d={curve(true, 0, 1)} />
    </svg>
  );
}
