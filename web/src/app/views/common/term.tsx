import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Closes the account that is open now: there is one at a time. */
let closeOpenOne: (() => void) | undefined;

/**
 * A word with the researcher's account of it behind: on hover, on focus and on tap. Escape closes it.
 * The account is part of the word's description, so a screen reader has it without opening anything.
 */
export function Term({ word, label, children }: { word: ComponentChildren; label?: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);

  const place = (): void => {
    if (!anchor.current || !tip.current) return;
    const around = anchor.current.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = tip.current;
    const margin = 12;
    const left = Math.max(margin, Math.min(around.left, document.documentElement.clientWidth - width - margin));
    const above = around.bottom + height + margin > innerHeight && around.top > height + margin;
    tip.current.style.left = `${left}px`;
    tip.current.style.top = `${above ? around.top - height - 6 : around.bottom + 6}px`;
  };

  // Before the next key can arrive.
  useLayoutEffect(() => {
    if (!open) return;
    place();
    const close = (): void => setOpen(false);
    closeOpenOne?.();
    closeOpenOne = close;
    const onPointer = (event: PointerEvent): void => {
      if (!anchor.current?.parentElement?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    addEventListener('pointerdown', onPointer);
    addEventListener('keydown', onKey);
    addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      if (closeOpenOne === close) closeOpenOne = undefined;
      removeEventListener('pointerdown', onPointer);
      removeEventListener('keydown', onKey);
      removeEventListener('scroll', place, { capture: true });
    };
  }, [open]);

  return (
    <span class="term" onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <button
        ref={anchor}
        type="button"
        class="term-word"
        aria-label={label}
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
      >
        {word}
      </button>
      <span ref={tip} role="tooltip" id={id} class="tip" hidden={!open}>
        {children}
      </span>
    </span>
  );
}
