import type { RecordView } from '../src/core/record.ts';
import { View } from '../src/core/view.ts';
import { createScanner } from '../src/kernel/scanner.ts';

const encoder = new TextEncoder();
/** Making one costs more than most texts. */
const scanner = createScanner({ triggers: [], maxDepth: 9 });

/** A string as a scanner reads it; valid until the next is read. */
export interface Read {
  readonly view: RecordView;
  readonly entry: number;
}

/** The string of JSON text `json`, quotes and all, in a record. */
export function readJson(json: string): Read {
  const bytes = encoder.encode(`{"t":${json}}`);
  scanner.begin(bytes);
  scanner.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
  const view = new View();
  view.moveTo(scanner.finish(), 0);
  return { view, entry: view.child(view.root, 't') };
}

/** The same of a text, with each unit that is no ASCII as an escape where `escaped`. */
export function readText(text: string, escaped = false): Read {
  const json = JSON.stringify(text);
  return readJson(escaped ? json.replace(/[\x7f-\uffff]/g, escapeOf) : json);
}

const escapeOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
