import { describe, expect, test } from '@jest/globals';
import { hashText } from '../src/core/hash.ts';
import type { Batch } from '../src/core/tape.ts';
import type { Scanner } from '../src/kernel/types.ts';
import { quoted } from './twin/difference.ts';
import { ENGINES } from './twin/engines.ts';
import { COLLIDING } from './twin/pieces.ts';
import { HELD, TABLE, TOLD } from './twin/rfc8259.ts';
import { scanKnown } from './twin/scan-one.ts';
import { literals } from './twin/literals.ts';

const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parses(bytes: Uint8Array): boolean {
  try {
    JSON.parse(strict.decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** `true`, or the byte of the fault. */
function verdict({ records, problems }: Batch): true | number {
  return records.root[0] === -1 ? problems[0].offset : true;
}

/** What the engine and JSON.parse say of each text, where that is not what is expected. */
function wrong(scanner: Scanner, rows: Iterable<readonly [Uint8Array, true | number]>): readonly string[] {
  const found: string[] = [];
  for (const [bytes, expected] of rows) {
    const said = verdict(scanKnown(scanner, bytes));
    const parsed = parses(bytes);
    if (said !== expected || parsed !== (expected === true))
      found.push(`${quoted(bytes)}: ${said}, expected ${expected}, JSON.parse ${parsed ? 'takes' : 'refuses'} it`);
  }
  return found;
}

/** `"` + filler + bytes + filler + `"`, the bytes at `at`. */
function* around(parts: Iterable<readonly number[]>): Generator<readonly [Uint8Array, number]> {
  for (const part of parts)
    for (const before of [0, 15, 16])
      for (const after of [0, 17]) {
        const bytes = new Uint8Array(2 + before + part.length + after).fill(0x61);
        bytes[0] = bytes[bytes.length - 1] = 0x22;
        bytes.set(part, 1 + before);
        yield [bytes, 1 + before];
      }
}

const ESCAPABLE = new Set([...'"\\/bfnrt'].map((c) => c.charCodeAt(0)));
const isHex = (byte: number): boolean => /[\da-f]/i.test(String.fromCharCode(byte));
const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/** Well-formed sequences by table 3-7 of the Unicode Standard: ranges of the bytes from the first on. */
const SEQUENCES: readonly (readonly (readonly [number, number])[])[] = [
  [[0xc2, 0xdf], [0x80, 0xbf]],
  [[0xe0, 0xe0], [0xa0, 0xbf], [0x80, 0xbf]],
  [[0xe1, 0xec], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xed, 0xed], [0x80, 0x9f], [0x80, 0xbf]],
  [[0xee, 0xef], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf0, 0xf0], [0x90, 0xbf], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf1, 0xf3], [0x80, 0xbf], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf4, 0xf4], [0x80, 0x8f], [0x80, 0xbf], [0x80, 0xbf]],
]; // prettier-ignore

const wellFormed = (bytes: readonly number[]): boolean =>
  SEQUENCES.some(
    (row) => row.length === bytes.length && row.every(([from, to], i) => bytes[i] >= from && bytes[i] <= to),
  );

/** Bytes at the edges of what may follow a first byte. */
const EDGES = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];

function* sequences(): Generator<readonly number[]> {
  for (let first = 0x80; first < 0x100; first++) {
    yield [first];
    for (const second of EDGES) {
      yield [first, second];
      if (first < 0xe0) continue;
      for (const third of [0x7f, 0x80, 0xbf, 0xc0]) {
        yield [first, second, third];
        if (first >= 0xf0) for (const fourth of [0x7f, 0x80, 0xbf, 0xc0]) yield [first, second, third, fourth];
      }
    }
  }
}

/** Byte of the first ill-formed sequence; undefined: there is none. */
function firstFault(bytes: readonly number[]): number | undefined {
  for (let i = 0; i < bytes.length;) {
    const length = bytes[i] < 0x80 ? 1 : [2, 3, 4].find((size) => wellFormed(bytes.slice(i, i + size)));
    if (length === undefined) return i;
    i += length;
  }
  return undefined;
}

describe.each(ENGINES)('$name', (engine) => {
  const scanner = engine.create({ triggers: literals('{{', 'é'), maxDepth: 100 });

  test('takes and refuses what RFC 8259 does, and names the byte', () => {
    expect(TABLE.length).toBeGreaterThan(250);
    expect(
      wrong(
        scanner,
        TABLE.map(([text, said]) => [utf8.encode(text), said] as const),
      ),
    ).toEqual([]);
  });

  test('tells what is legal but not kept', () => {
    for (const [text, code, offset, pointer] of TOLD) {
      const { problems, records } = scanKnown(scanner, utf8.encode(text));
      expect([text, records.root[0], problems]).toMatchObject([text, 0, [{ code, offset, pointer }]]);
    }
    for (const number of HELD)
      expect([number, scanKnown(scanner, utf8.encode(`[${number}]`)).problems]).toEqual([number, []]);
  });

  test('any byte in a string, behind a backslash, as a hexadecimal digit', () => {
    const plain = (byte: number): boolean => byte >= 0x20 && byte < 0x80 && byte !== 0x22 && byte !== 0x5c;
    const raw = BYTES.filter((byte) => byte !== 0x22 && byte !== 0x5c && byte !== 0x0a);
    const rows = [
      ...Array.from(around(raw.map((byte) => [byte])), ([bytes, at]) => [bytes, plain(bytes[at]) || at] as const),
      ...Array.from(
        around(BYTES.filter((byte) => byte !== 0x75 && byte !== 0x0a).map((byte) => [0x5c, byte])),
        // A backslash at the end escapes the quote only where another one follows.
        ([bytes, at]) => [bytes, ESCAPABLE.has(bytes[at + 1]) || at] as const,
      ),
      ...[2, 3, 4, 5].flatMap((digit) =>
        BYTES.filter((byte) => byte !== 0x0a).flatMap((byte) => {
          const escape = [...'\\u00e9'].map((c) => c.charCodeAt(0));
          escape[digit] = byte;
          return Array.from(around([escape]), ([bytes, at]) => [bytes, isHex(byte) || at] as const);
        }),
      ),
    ];
    expect(wrong(scanner, rows)).toEqual([]);
  });

  test('sequences of UTF-8 by table 3-7', () => {
    const rows = Array.from(around(sequences()), ([bytes]) => [bytes, firstFault([...bytes]) ?? true] as const);
    expect(rows.length).toBeGreaterThan(20_000);
    expect(wrong(scanner, rows)).toEqual([]);
  });

  test('any byte between tokens', () => {
    const found: string[] = [];
    for (const byte of BYTES)
      for (const [before, after] of [
        '|[1]',
        '[|1]',
        '[1|,2]',
        '[1,|2]',
        '{|"a":1}',
        '{"a"|:1}',
        '{"a":|1}',
        '{"a":1|}',
        '{}|',
      ].map((text) => text.split('|'))) {
        const bytes = Uint8Array.from([...utf8.encode(before), byte, ...utf8.encode(after)]);
        if ((verdict(scanKnown(scanner, bytes)) === true) !== parses(bytes)) found.push(quoted(bytes));
      }
    expect(found).toEqual([]);
  });

  test('names of one hash are two names', () => {
    for (const [one, two] of COLLIDING) {
      expect(hashText(one)).toEqual(hashText(two));
      const { tape, keys, problems } = scanKnown(
        scanner,
        utf8.encode(`{${JSON.stringify(one)}:1,${JSON.stringify(two)}:2}`),
      );
      expect([keys.name(tape.key[1]), keys.name(tape.key[2]), problems]).toEqual([one, two, []]);
    }
  });

  test('depth', () => {
    for (const [open, close] of ['[ ]', '{"a": }', '[{"a": }]'].map((text) => text.split(' '))) {
      const each = open.match(/[[{]/g)?.length ?? 1;
      for (const times of [99 / each, 100 / each, 101 / each].map(Math.floor)) {
        const bytes = utf8.encode(`${open.repeat(times)}1${close.repeat(times)}`);
        const { records, problems } = scanKnown(scanner, bytes);
        const deep = times * each > 100;
        expect([open, times, records.root[0]]).toEqual([open, times, deep ? -1 : 0]);
        expect(problems.map(({ code }) => code)).toEqual(deep ? ['too-deep'] : []);
      }
    }
    const deeper = engine.create({ triggers: [], maxDepth: 3000 });
    for (const depth of [511, 512, 513, 1023, 1024, 1025, 3000]) {
      const { records, tape } = scanKnown(deeper, utf8.encode('['.repeat(depth) + ']'.repeat(depth)));
      expect([depth, records.root[0], tape.depth[depth - 1]]).toEqual([depth, 0, depth - 1]);
    }
  });
});
