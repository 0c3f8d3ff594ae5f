/** The tests stand outside web/, where Node finds no packages; they take what they need from here. */
export { describe, expect, test, vi } from 'vitest';
export { default as KDBush } from 'kdbush';
