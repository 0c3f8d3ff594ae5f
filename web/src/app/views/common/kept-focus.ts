import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus from being lost: where the element that has it goes away with a change, the focus moves
 * to what is given instead, so that whoever steers by keys reads on near by.
 */
export function useKeptFocus(
  container: { current: HTMLElement | null }, fallback: () => HTMLElement | null | undefined,
): void {
  const isInside = useRef(false);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const enter = (): void => void (isInside.current = true);
    const leave = ({ target }: FocusEvent): void => {
      // What was taken out of the page was not left by the person.
      queueMicrotask(() => {
        if ((target as Node).isConnected && !element.contains(document.activeElement)) isInside.current = false;
      });
    };
    element.addEventListener('focusin', enter);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('focusin', enter);
      element.removeEventListener('focusout', leave);
    };
  }, [container]);

  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) fallback()?.focus();
  });
}
