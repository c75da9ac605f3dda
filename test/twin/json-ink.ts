import type { Ink } from './ink.ts';
import type { Material } from './material.ts';
import { COLLIDING, escapes } from './pieces.ts';
import type { Random } from './random.ts';
import { filler, writeText } from './text-ink.ts';

// prettier-ignore
export const KEYS: readonly string[] = [
  'messages', 'role', 'content', 'text', 'label', 'prompt', 'completion', 'a', 'b', 'c', 'A', '', ' ', '0',
  '__proto__', 'constructor',
  // Of the same first bytes, and one the beginning of the other.
  'k', 'ke', 'key', 'key_', 'key_1', 'key_10', 'key_1_', 'key_number_00000', 'key_number_000001',
  'key_number_000002', 'key_number_00000_',
  'the_same_sixteen', 'the_same_sixteenA', 'the_same_sixteenB', 'the_same_sixteen_bytes_and_thirty',
  'the_same_sixteen_bytes_and_thirtY',
  ...[15, 16, 17, 31, 32, 33, 63, 64, 65, 255, 256, 300].map((length) => 'y'.repeat(length)),
  'é', 'e\u0301', '名前', 'ключ', '😀', 'key\u00e9_long_enough_to_pass', 'a/b', 'a~b', '{{', '\ufffd', '\u2028',
  '\ufeff', 'naïve_key_number',
  ...COLLIDING.flat(),
].map((name) => JSON.stringify(name).slice(1, -1));

/** Keys that spell others in escapes, or that only escapes can say. */
const ODD_KEYS = [
  '\\u0061',
  '\\u006bey',
  'key\\u005f1',
  'a\\/b',
  '\\ud800',
  '\\udc00x',
  '\\u0000',
  '\\n',
  'a\\"b',
  '\\\\',
  escapes('messages'),
  '\\u00e9',
];

// prettier-ignore
export const NUMBERS = [
  '0', '-0', '1', '-1', '12', '123', '1234567', '0.5', '-0.25', '1e5', '1E+5', '1e-5', '0e0', '-0.0e-0', '1.5E10', '3.141592653589793',
  '9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740993', '100000000000000000000', '123456789012345678901234567890',
  '1e308', '1e309', '1e400', '-1e400', '1e-323', '1e-324', '1e-400', '0e400', '0e-400', '0.0000000000000000001', '123456789.123456789',
  '4294967295', '4294967296', '999999999999999', '1000000000000000', '9999999999999999', '12345678901234567', '1.7976931348623157e308', '2e308',
  '1.0', '10.0', '1e0', '1E0', '00.5', '01', '-', '+1', '.5', '1.', '1.e1', '1e', '1e+', '0x10', '1_000', '--1', 'NaN', 'Infinity', '-Infinity', '1,5',
];
/** Those before it stay themselves as doubles. */
export const PLAIN_NUMBERS = NUMBERS.indexOf('9007199254740991');
/** Those before it are JSON. */
export const VALID_NUMBERS = NUMBERS.indexOf('00.5');
const WORDS = ['true', 'false', 'null', 'True', 'None', 'nul', 'truefalse', 'undefined', "'a'"];
const SPACES = ['', '', '', '', '', '', ' ', ' ', '  ', '\t', ' \t', '\r', '\n', '    '];

/** What a record may become: how much is drawn, and how often something is wrong on purpose. */
export interface Grammar {
  readonly material: Material;
  readonly depth: number;
  /** One token in so many is wrong; 0: none. */
  readonly wrong: number;
  /** White space between tokens may hold line feeds. */
  readonly lines: boolean;
}

/** Writes one JSON value, an object most of the time. */
export function writeRecord(ink: Ink, random: Random, grammar: Grammar): void {
  const writer = jsonWriter(ink, random, grammar);
  if (random.once(12)) writer.value(grammar.depth);
  else if (random.once(60)) writer.tower(1 + random.int(random.once(8) ? 520 : 20));
  else writer.object(grammar.depth);
}

function jsonWriter(ink: Ink, random: Random, { material, wrong, lines }: Grammar) {
  const spaced = random.once(3);
  const errs = (): boolean => wrong > 0 && random.once(wrong);

  function space(): void {
    if (!spaced) return;
    const text = random.pick(SPACES);
    if (lines || text !== '\n') ink.latin(text);
  }

  function text(): void {
    ink.byte(0x22);
    writeText(ink, random, material);
    if (!errs()) ink.byte(0x22);
  }

  /** One of the file's keys; once in a while a new or an odd one. */
  function key(index: number): void {
    ink.byte(0x22);
    if (!random.once(material.newKey)) ink.utf8(material.keys[index % material.keys.length]);
    else {
      const kind = random.int(3);
      if (kind === 0) ink.latin(random.pick(ODD_KEYS));
      else if (kind === 1) filler(ink, random, random.int(40));
      else ink.latin(`k${random.int(100_000)}`);
    }
    ink.byte(0x22);
  }

  function number(): void {
    if (random.once(3)) return ink.latin(String(random.int(1 << random.int(31))));
    if (random.once(10)) {
      // Digits of any number, with a point and an exponent somewhere.
      let digits = '';
      for (let n = 1 + random.int(random.once(20) ? 400 : 24); n > 0; n--) digits += String(random.int(10));
      digits = digits.replace(/^0+(?=\d)/, '');
      if (random.once(2)) digits += `.${random.int(1e9)}`;
      if (random.once(3)) digits += random.pick(['e', 'E', 'e+', 'e-', 'E-']) + String(random.int(400));
      return ink.latin((random.once(4) ? '-' : '') + digits);
    }
    ink.latin(errs() ? random.pick(NUMBERS) : random.pick(material.numbers));
  }

  function value(depth: number): void {
    const kind = random.int(depth > 0 ? 12 : 8);
    if (kind < 5) text();
    else if (kind < 7) number();
    else if (kind === 7) ink.latin(errs() ? random.pick(WORDS) : WORDS[random.int(3)]);
    else if (kind < 10) object(depth - 1);
    else array(depth - 1);
  }

  function object(depth: number): void {
    const size = random.once(300) ? random.int(200) : random.int(6);
    // Most records of a file have the same keys in the same order.
    const first = random.once(20) ? random.int(material.keys.length) : material.usual + depth * 3;
    members(0x7b, 0x7d, size, (i) => {
      key(first + i);
      space();
      if (!errs()) ink.byte(0x3a);
      space();
      value(depth);
    });
  }

  function array(depth: number): void {
    const size = random.once(100) ? random.int(300) : random.int(6);
    if (random.once(3)) {
      // Elements of one shape, as turns are.
      return members(0x5b, 0x5d, size, () => {
        ink.latin('{"role":"');
        ink.latin(random.pick(['user', 'assistant', 'system']));
        ink.latin('","content":');
        text();
        ink.byte(0x7d);
      });
    }
    members(0x5b, 0x5d, size, () => value(size > 20 ? 0 : depth));
  }

  function members(open: number, close: number, size: number, one: (index: number) => void): void {
    ink.byte(open);
    space();
    for (let i = 0; i < size; i++) {
      if (i > 0 && !errs()) ink.byte(0x2c);
      space();
      one(i);
      space();
    }
    if (errs()) ink.byte(random.pick([0x2c, 0x5d, 0x7d, 0x3a, 0x22]));
    if (!errs()) ink.byte(close);
  }

  /** Containers inside containers, as deep as asked. */
  function tower(height: number): void {
    const closers: number[] = [];
    for (let i = 0; i < height; i++) {
      const object = random.once(3);
      ink.latin(object ? '{"a":' : random.once(3) ? '[1,' : '[');
      closers.push(object ? 0x7d : 0x5d);
    }
    value(0);
    for (const close of closers.toReversed()) ink.byte(close);
  }
  return { value, object, tower };
}
