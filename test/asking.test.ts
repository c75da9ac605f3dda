import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import './seed.ts';
import { rules } from '../rules/index.ts';
import { HashIds } from '../src/core/hash-ids.ts';
import { byBytes } from '../src/core/label-counter.ts';
import { Scan } from '../src/core/scan.ts';
import { triggersOf } from '../src/core/triggers.ts';
import { Mapper } from '../src/formats/mapper.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import type { Rule } from '../src/rule.ts';
import { loadData } from '../src/run/data.ts';

/** What every rule reports about these records, in batches of three so that one batch knows keys that another does not. */
function reported(asked: readonly Rule[], records: readonly unknown[]): unknown {
  const scanner = createScanner({ triggers: triggersOf(asked), maxDepth: 64 });
  const scan = new Scan({ rules: asked, task: undefined, keep: 1000 }, new Mapper(loadData().formats, undefined));
  for (let from = 0; from < records.length; from += 3) {
    const lines = records.slice(from, from + 3).map((record) => `${JSON.stringify(record)}\n`);
    const bytes = new TextEncoder().encode(lines.join(''));
    scanner.begin(bytes);
    let start = 0;
    lines.forEach((_, i) => {
      const end = bytes.indexOf(10, start);
      scanner.json(start, end, { offset: from * 1000 + start, length: end + 1 - start, line: from + i });
      start = end + 1;
    });
    scan.add(scanner.finish(), 0, 0, 'train');
  }
  const { sink } = scan.finish();
  return asked.map(({ meta }) => [meta.id, sink.of(meta.id)]);
}

/** The rules without what they declare about when they need to be asked. */
const always: readonly Rule[] = rules.map((rule) =>
  rule.type === 'record' ? { ...rule, meta: { ...rule.meta, needs: undefined, depends: 'record' } as never } : rule,
);

const text = fc.constantFrom('a', 'b c', '', '  ', 'a plain sentence', '{"a":1}', null);
const turn = fc.record(
  {
    role: fc.constantFrom('user', 'assistant', 'system', 'tool', 'function_call', 'gpt', 'somebody'),
    from: fc.constantFrom('human', 'gpt'),
    content: fc.oneof(text, fc.constant([{ type: 'text', text: '' }]), fc.constant([{ type: 'image' }])),
    value: text,
    weight: fc.constantFrom(0, 1, null),
    tool_calls: fc.constantFrom([], null, [{ id: 'x', function: { name: 'f', arguments: '{' } }]),
    tool_call_id: fc.constantFrom('x', 'y'),
  },
  { requiredKeys: ['content'] },
);
const record = fc.oneof(
  fc.record({ text, label: fc.constantFrom('one', '', ' ', null, 3) }, { requiredKeys: ['text'] }),
  fc.record({ messages: fc.array(turn, { maxLength: 5 }) }),
  fc.record({ prompt: text, completion: text }, { requiredKeys: ['prompt'] }),
  fc.record({ prompt: text, chosen: text, rejected: text }, { requiredKeys: ['chosen', 'rejected'] }),
  fc.record({ prompt: text, completion: text, label: fc.constantFrom(true, false, null, '') }),
);

describe('when rules are asked', () => {
  test('what a rule declares about it changes no answer', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 24 }), (records) => {
        expect(reported(rules, records)).toEqual(reported(always, records));
      }),
      { numRuns: 300 },
    );
  });
});

describe('numbers for hashes', () => {
  test('equal hashes have one number, given out in order, up to the most', () => {
    const half = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(half, half), { maxLength: 200 }),
        fc.integer({ min: 1, max: 150 }),
        (hashes, most) => {
          const ids = new HashIds(most);
          const known = new Map<string, number>();
          for (const [lo, hi] of hashes) {
            const name = `${lo} ${hi}`;
            expect(ids.find(lo, hi)).toBe(known.get(name) ?? -1);
            if (!known.has(name) && known.size < most) known.set(name, known.size);
            expect(ids.add(lo, hi)).toBe(known.get(name) ?? -1);
          }
          expect(ids.size).toBe(known.size);
        },
      ),
    );
  });
});

test('labels are ordered as their UTF-8 bytes are', () => {
  const point = fc.oneof(
    fc.integer({ min: 0x20, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0xffff }),
    fc.integer({ min: 0x10000, max: 0x10ffff }),
  );
  const text = fc.array(point, { maxLength: 6 }).map((points) => String.fromCodePoint(...points));
  const beginning = fc.tuple(text, text, text).map(([a, b, c]) => [a + b, a + c] as const);
  fc.assert(
    fc.property(beginning, ([a, b]) => {
      expect(Math.sign(byBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 2000 },
  );
});
