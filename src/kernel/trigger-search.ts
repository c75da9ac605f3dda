import type { Trigger } from '../core/triggers.ts';

/** Finds which of a rule set's literals occur in a string. */
export interface TriggerSearch {
  /** One byte of each literal, its rarest: where none of them stands, no literal does. */
  readonly anchors: ReadonlySet<number>;
  /** The bits of all literals that occur in the decoded UTF-8 `bytes[start, end)`. */
  hits(bytes: Uint8Array, start: number, end: number): number;
}

interface Literal {
  readonly mask: number;
  readonly bytes: Uint8Array;
  /** Index of the anchor in the literal. */
  readonly anchor: number;
}

/** How often a byte stands in text, roughly: brackets and signs, capitals, digits, letters and spaces. */
export function frequency(byte: number): number {
  if (byte === 0x20 || (byte >= 0x61 && byte <= 0x7a)) return 4;
  if (byte >= 0x30 && byte <= 0x39) return 3;
  if (byte >= 0x41 && byte <= 0x5a) return 2;
  return byte < 0x80 ? 1 : 2;
}

function rarest(bytes: Uint8Array): number {
  let best = 0;
  for (let i = 1; i < bytes.length; i++) if (frequency(bytes[i]) < frequency(bytes[best])) best = i;
  return best;
}

/** Compared byte by byte: case counts. An empty literal never occurs. */
export function createTriggerSearch(triggers: readonly Trigger[]): TriggerSearch {
  const byAnchor: Literal[][] = Array.from({ length: 256 }, () => []);
  const anchors = new Set<number>();
  const encoder = new TextEncoder();
  for (const { literal, mask } of triggers) {
    if (literal === '') continue;
    const bytes = encoder.encode(literal);
    const anchor = rarest(bytes);
    anchors.add(bytes[anchor]);
    byAnchor[bytes[anchor]].push({ mask, bytes, anchor });
  }
  const isAnchor = new Uint8Array(256);
  for (const b of anchors) isAnchor[b] = 1;

  function hits(bytes: Uint8Array, start: number, end: number): number {
    let found = 0;
    for (let i = start; i < end; i++) {
      if (isAnchor[bytes[i]] === 0) continue;
      for (const { mask, bytes: literal, anchor } of byAnchor[bytes[i]]) {
        if ((mask & ~found) !== 0 && i - anchor >= start && occursAt(literal, bytes, i - anchor, end)) found |= mask;
      }
    }
    return found;
  }

  return { anchors, hits };
}

function occursAt(literal: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
  if (at + literal.length > end) return false;
  for (let k = 0; k < literal.length; k++) if (bytes[at + k] !== literal[k]) return false;
  return true;
}
