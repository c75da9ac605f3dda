import type { TargetRule } from '../src/rule.ts';
import { View } from '../src/core/view.ts';
import type { Target, TargetShape } from '../src/core/target-types.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import { TargetReader } from '../src/targets/read-record.ts';

const encoder = new TextEncoder();
const scanner = createScanner({ triggers: [], maxDepth: 64 });

/** A view of the only record of a text. */
export function viewOfJson(json: string): View {
  const bytes = encoder.encode(json);
  scanner.begin(bytes);
  scanner.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
  const view = new View();
  view.moveTo(scanner.finish(), 0);
  return view;
}

const evidence = { class: 'documented', source: 'this test', read: '2026-10-01' } as const;

/** A target with these shapes, that asks nothing by itself. */
export const madeUp = (...shapes: readonly TargetShape[]): Target => ({
  id: 'made-up',
  title: 'Made up',
  names: [],
  place: 'trainer',
  lifecycle: { status: 'active', evidence },
  evidence,
  decided: { by: 'each', fate: 'asWritten' },
  unread: { fate: 'crash' },
  shapes,
  checks: [],
  limits: [],
  files: [],
  length: { limit: null, of: 'record', policy: 'none', trained: 'answers' },
});

/** What a rule reported. */
export interface Told {
  readonly message: string;
  readonly pointer: string;
  /** The message's template, filled; `{target}` is left. */
  readonly text: string;
  /** Names in the template that the finding has no data for, but the target's. */
  readonly unfilled: readonly string[];
}

/** A rule with its options, that is asked about one record after the other, each given as JSON. */
export function asker(rule: TargetRule, options: object, shape: TargetShape): (json: string) => readonly Told[] {
  const target = madeUp(shape);
  const reader = new TargetReader(target);
  const check = rule.compile(options as Record<string, unknown>, shape, target);
  return (json) => {
    const view = viewOfJson(json);
    const record = reader.read(view);
    const told: Told[] = [];
    if (record.shape !== undefined)
      check(record, (message, { entry, data = {} } = {}) => {
        const template = rule.meta.messages[message];
        if (template === undefined) throw new Error(`${rule.meta.id} has no message ${message}`);
        const text = template.replace(/\{(\w+)\}/g, (hole, name: string) => String(data[name] ?? hole));
        const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const unfilled = names.filter((name) => name !== 'target' && data[name] === undefined);
        told.push({ message, pointer: entry === undefined ? '-' : view.pointer(entry), text, unfilled });
      });
    return told;
  };
}
