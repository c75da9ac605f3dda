import { describe, expect, test } from '@jest/globals';
import { hashText, normalise } from '../src/core/hash.ts';
import type { Batch, Problem } from '../src/core/tape.ts';
import { Flag, ValueType } from '../src/core/tape.ts';
import { isCut } from '../src/kernel/diagnose.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import { literals } from './twin/literals.ts';

const utf8 = new TextEncoder();
const bytesOf = (text: string | readonly number[]): Uint8Array =>
  typeof text === 'string' ? utf8.encode(text) : Uint8Array.from(text);

function scan(text: string | readonly number[], options = { triggers: literals(), maxDepth: 512 }, offset = 0): Batch {
  const bytes = bytesOf(text);
  const scanner = createScanner(options);
  scanner.begin(bytes);
  scanner.json(0, bytes.length, { offset, length: bytes.length, line: 0 });
  return scanner.finish();
}

/** Texts that RFC 8259 accepts. */
const ACCEPTED: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-1',
  '10',
  '123',
  '0.5',
  '-0.5',
  '1.0',
  '1.50',
  '0.1',
  '1e1',
  '1E1',
  '1e+1',
  '1e-1',
  '1E+10',
  '0e0',
  '0e+0',
  '0E-0',
  '-0e1',
  '1.5e10',
  '-1.5E-10',
  '9007199254740991',
  '0.000001',
  '123456789.123456789',
  '""',
  '"a"',
  '" "',
  '"\\""',
  '"\\\\"',
  '"\\/"',
  '"\\b\\f\\n\\r\\t"',
  '"\\u0041"',
  '"\\u00e9"',
  '"\\u00E9"',
  '"\\u20ac"',
  '"\\ud83d\\ude00"',
  '"\\uD834\\uDD1E"',
  '"\\u0000"',
  '"\\u2028"',
  '"\u2028\u2029"',
  '"é"',
  '"€"',
  '"😀"',
  '"\u007f"',
  '"\ufeff"',
  '"\ufffe"',
  '"\uffff"',
  '"\u{10ffff}"',
  '"/"',
  '"\'"',
  '"// no comment"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\uDFAA"',
  '[]',
  '[[]]',
  '[1]',
  '[1,2]',
  '[null,true,false,0,"",[],{}]',
  '[ ]',
  '[ 1 , 2 ]',
  '[[[[[[]]]]]]',
  '["a",1,[2],{"b":3}]',
  '{}',
  '{ }',
  '{"a":1}',
  '{ "a" : 1 , "b" : 2 }',
  '{"":0}',
  '{"a":{"b":{"c":{}}}}',
  '{"a":[{"b":[]}]}',
  '{"é":"é"}',
  '{"\\u0061":1}',
  '{"a":1,"a":2}',
  '{"__proto__":1}',
  '{"a\\"b":1}',
  '{"a/b~c":1}',
  '{"min":-1e28,"max":1e28}',
  ' 1 ',
  '\t1\t',
  '\n1\n',
  '\r\n1\r\n',
  ' \t\r\n{\n\t"a" :\r\n[ ]\n}\n',
  '[1\n,1\r,1\t,1 ]',
  '{"a":"\\ud83d","b":"x"}',
];

/** Texts that it refuses: reason, and the byte of the fault. */
const REFUSED: readonly (readonly [string, string, number])[] = [
  ['', 'empty', 0],
  ['   ', 'empty', 3],
  ['[1,]', 'trailing comma', 3],
  ['[1, ]', 'trailing comma', 4],
  ['{"a":1,}', 'trailing comma', 7],
  ['{"a":[1,],"b":2}', 'trailing comma', 8],
  ['[,1]', 'missing value', 1],
  ['[1,,2]', 'two commas', 3],
  ['[,]', 'missing value', 1],
  ['{"a":1,,"b":2}', 'two commas', 7],
  ['{,"a":1}', 'missing key', 1],
  ['{"a":}', 'missing value', 5],
  ['{"a":,"b":1}', 'missing value', 5],
  ['{:1}', 'missing key', 1],
  ['{[]:1}', 'missing key', 1],
  ["{'a': 1}", 'single quotes: a Python dict was written', 1],
  ['{"a": \'b\'}', 'single quotes: a Python dict was written', 6],
  ["['a']", 'single quotes: a Python dict was written', 1],
  ['{"a": None}', 'None: a Python dict was written', 6],
  ['{"a": True}', 'True: a Python dict was written', 6],
  ['[False]', 'False: a Python dict was written', 1],
  ['{"a":1}{"b":2}', 'two objects on one line', 7],
  ['{"a":1} {"b":2}', 'two objects on one line', 8],
  ['{"a":1},{"b":2}', 'two objects on one line', 7],
  ['[1][2]', 'two arrays on one line', 3],
  ['{"a":1},', 'a comma after the value: one record a line, nothing between them', 7],
  ['{', 'the object goes on in the next line: pretty-printed JSON', 1],
  ['[', 'the array goes on in the next line: pretty-printed JSON', 1],
  ['[1,', 'the array goes on in the next line: pretty-printed JSON', 3],
  ['{"a":1,', 'the object goes on in the next line: pretty-printed JSON', 7],
  ['{"a":[', 'the object goes on in the next line: pretty-printed JSON', 6],
  ['  "a": 1,', 'a key outside an object: a piece of pretty-printed JSON', 5],
  ['}', 'a closing bracket that nothing opened: a piece of pretty-printed JSON', 0],
  ['],', 'a closing bracket that nothing opened: a piece of pretty-printed JSON', 0],
  ['{"a":1} x', 'text after the value', 8],
  ['{"a":1}}', 'text after the value', 7],
  ['[1]]', 'text after the value', 3],
  ['1 2', 'text after the value', 2],
  ['"a""b"', 'text after the value', 3],
  ['{} //', 'text after the value', 3],
  ['{a:1}', 'unquoted key', 1],
  ['{"a":1,b:2}', 'unquoted key', 7],
  ['{1:1}', 'a number as key: keys are strings', 1],
  ['{"a" 1}', 'missing colon', 5],
  ['{"a","b"}', 'missing colon', 4],
  ['{"a"}', 'missing colon', 4],
  ['{"a":1 "b":2}', 'missing comma', 7],
  ['[1 2]', 'missing comma', 3],
  ['["a" "b"]', 'missing comma', 5],
  ['[[] []]', 'missing comma', 4],
  ['[1 true]', 'missing comma', 3],
  ['{"a":"he said "hi" there"}', 'an unescaped quote in a string', 15],
  ['["a":1]', 'unexpected colon', 4],
  ['{"a":1:2}', 'unexpected colon', 6],
  ['{"a"::1}', 'unexpected colon', 5],
  ['[1}', 'an array is closed by }', 2],
  ['[}', 'an array is closed by }', 1],
  ['{"a":1]', 'an object is closed by ]', 6],
  ['{]', 'an object is closed by ]', 1],
  ['"a\nb"', 'a raw line break in a string', 2],
  ['{"a":"b\nc"}', 'a raw line break in a string', 7],
  ['"a\rb"', 'a raw line break in a string', 2],
  ['"a\tb"', 'a raw tab in a string', 2],
  ['"a\u0000b"', 'a raw control character in a string (U+0000)', 2],
  ['"a\u001fb"', 'a raw control character in a string (U+001F)', 2],
  ['{"a\tb":1}', 'a raw tab in a string', 3],
  ['"\\x41"', 'bad escape', 1],
  ['"a\\\'b"', 'bad escape', 2],
  ['"\\a"', 'bad escape', 1],
  ['"\\U0041"', 'bad escape', 1],
  ['"\\é"', 'bad escape', 1],
  ['"\\u12G4"', 'bad escape: \\u takes four hexadecimal digits', 1],
  ['"\\u 123"', 'bad escape: \\u takes four hexadecimal digits', 1],
  ['"\\u12"', 'bad escape: \\u takes four hexadecimal digits', 1],
  ['"\\ud800\\u"', 'bad escape: \\u takes four hexadecimal digits', 7],
  ['"a', 'cut off in a string', 2],
  ['"', 'cut off in a string', 1],
  ['{"a', 'cut off in a string', 3],
  ['{"a":"b', 'cut off in a string', 7],
  ['"\\', 'cut off in a string', 2],
  ['"\\u00', 'cut off in a string', 5],
  ['"\\"', 'cut off in a string', 3],
  ['{"a"', 'cut off after a key', 4],
  ['{"a":', 'cut off after a colon', 5],
  ['{"a":1', 'cut off: the object is not closed', 6],
  ['[1', 'cut off: the array is not closed', 2],
  ['{"a":[1]', 'cut off: the object is not closed', 8],
  ['tru', 'cut off', 3],
  ['[nul', 'cut off', 4],
  ['{"a": Na', 'cut off', 8],
  ['-', 'cut off in a number', 1],
  ['1.', 'cut off in a number', 2],
  ['1e', 'cut off in a number', 2],
  ['1e+', 'cut off in a number', 3],
  ['[-Inf', 'cut off in a number', 5],
  ['[-]', 'a minus sign without digits', 2],
  ['[--1]', 'a minus sign without digits', 2],
  ['[-a]', 'a minus sign without digits', 2],
  ['[1.]', 'digits are missing after the decimal point', 3],
  ['[1.e1]', 'digits are missing after the decimal point', 3],
  ['[-2.]', 'digits are missing after the decimal point', 4],
  ['[1e]', 'digits are missing in the exponent', 3],
  ['[1e+]', 'digits are missing in the exponent', 4],
  ['[0.3e]', 'digits are missing in the exponent', 5],
  ['[1eE2]', 'digits are missing in the exponent', 3],
  ['[01]', 'a leading zero in a number', 1],
  ['[-012]', 'a leading zero in a number', 1],
  ['[0x1F]', 'a hexadecimal number', 1],
  ['[.5]', 'a number starts with a digit', 1],
  ['[+1]', 'a plus sign before a number', 1],
  ['[1_000]', 'an underscore in a number', 2],
  ['[1a]', 'letters after a number', 2],
  ['[1.2.3]', 'not a number', 4],
  ['[1+2]', 'not a number', 2],
  ['undefined', 'undefined is no JSON value', 0],
  ['[truth]', 'truth is no JSON value', 1],
  ['TRUE', 'TRUE is no JSON value', 0],
  ['nan', 'nan is no JSON value', 0],
  ['{"a":1 // one\n}', 'a comment: JSON has none', 7],
  ['/* c */ 1', 'a comment: JSON has none', 0],
  ['# c', 'a comment: JSON has none', 0],
  ['{\u201ca\u201d: 1}', 'typographic quotes: JSON takes "', 1],
  ['\ufeff{}', 'a byte order mark inside the file', 0],
  ['[\u00a01]', 'white space that JSON does not know (U+00A0)', 1],
  ['[\u20281]', 'white space that JSON does not know (U+2028)', 1],
  ['[\f1]', 'white space that JSON does not know (U+000C)', 1],
  ['[\u0000]', 'a NUL byte', 1],
  ['[1]\u0000', 'a NUL byte', 3],
  ['[\u0001]', 'unexpected control character (U+0001)', 1],
  ['[é]', 'unexpected character (U+00E9)', 1],
  ['<html>', 'unexpected character <', 0],
  ['[1;2]', 'unexpected character ;', 2],
  ['*', 'unexpected character *', 0],
  ['`a`', 'unexpected character `', 0],
];

/** Texts that are refused under a name of their own. */
const NAMED: readonly (readonly [string, string | readonly number[], string, number, Problem['data']])[] = [
  ['NaN', '{"a": NaN}', 'nan-literal', 6, { literal: 'NaN' }],
  ['Infinity', '[Infinity]', 'nan-literal', 1, { literal: 'Infinity' }],
  ['-Infinity', '[1,-Infinity]', 'nan-literal', 3, { literal: '-Infinity' }],
  ['Latin-1', [0x22, 0x63, 0xe9, 0x20, 0x22], 'invalid-utf8', 2, { byte: '0xE9' }],
  ['a lone continuation byte', [0x22, 0x80, 0x22], 'invalid-utf8', 1, { byte: '0x80' }],
  ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], 'invalid-utf8', 1, { byte: '0xC0' }],
  ['an overlong euro', [0x22, 0xf0, 0x82, 0x82, 0xac, 0x22], 'invalid-utf8', 1, { byte: '0xF0' }],
  ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22], 'invalid-utf8', 1, { byte: '0xED' }],
  ['beyond U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 'invalid-utf8', 1, { byte: '0xF4' }],
  ['0xFF', [0x22, 0xff, 0x22], 'invalid-utf8', 1, { byte: '0xFF' }],
  ['three bytes of four', [0x22, 0xf0, 0x9f, 0x98, 0x22], 'invalid-utf8', 1, { byte: '0xF0' }],
  ['in a key', [0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d], 'invalid-utf8', 2, { byte: '0xE9' }],
  ['between values', [0x5b, 0xff, 0x5d], 'invalid-utf8', 1, { byte: '0xFF' }],
  ['after the value', [0x31, 0x20, 0xff], 'invalid-utf8', 2, { byte: '0xFF' }],
];

/** Faults that a value keeps its root with. */
const TOLERATED: readonly (readonly [string, string, number, string | undefined, Problem['data']])[] = [
  ['{"a":1,"a":2}', 'duplicate-key', 7, '/a', { key: 'a' }],
  ['{"a":1,"a":2,"a":3}', 'duplicate-key', 7, '/a', { key: 'a' }],
  ['{"a":{"b":1},"b":2,"c":[{"b":1,"\\u0062":2}]}', 'duplicate-key', 31, '/c/0/b', { key: 'b' }],
  ['{"a":1,"x":{"a":1},"a":2}', 'duplicate-key', 19, '/a', { key: 'a' }],
  ['{"a~/b":1,"a~/b":2}', 'duplicate-key', 10, '/a~0~1b', { key: 'a~/b' }],
  ['["\\ud800"]', 'lone-surrogate', 2, '/0', undefined],
  ['["ab\\udc00\\ud800"]', 'lone-surrogate', 4, '/0', undefined],
  ['{"a":"\\ud83d x"}', 'lone-surrogate', 6, '/a', undefined],
  ['[1,9007199254740993]', 'precision-loss', 3, '/1', undefined],
  ['-9007199254740993', 'precision-loss', 0, '', undefined],
  ['[1e400]', 'precision-loss', 1, '/0', undefined],
  ['[1e-400]', 'precision-loss', 1, '/0', undefined],
  ['[123456789012345678901234567890]', 'precision-loss', 1, '/0', undefined],
  ['{"a":"x\\u0000y\\u0001"}', 'control-character', 7, '/a', { code: 'U+0000' }],
  ['{"a":"\\b","b":"\\f"}', 'control-character', 6, '/a', { code: 'U+0008' }],
];

describe('what is JSON', () => {
  test.each(ACCEPTED)('accepts %j', (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(scan(text).records.root[0]).toBe(0);
  });

  test.each(REFUSED)('refuses %j: %s', (text, reason, byte) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    const batch = scan(text, undefined, 1000);
    expect(batch.records.root[0]).toBe(-1);
    expect(batch.tape.count).toBe(0);
    expect(batch.problems).toHaveLength(1);
    expect(batch.problems[0]).toMatchObject({
      code: 'invalid-json',
      record: 0,
      offset: 1000 + byte,
      data: { reason, byte },
    });
  });

  test.each(NAMED)('refuses %s by name', (_name, text, code, offset, data) => {
    const batch = scan(text);
    expect(batch.records.root[0]).toBe(-1);
    expect(batch.problems).toEqual([{ code, record: 0, offset, line: 0, data }]);
  });

  test.each(TOLERATED)('keeps %j but says %s', (text, code, offset, pointer, data) => {
    const batch = scan(text);
    expect(batch.records.root[0]).toBe(0);
    expect(batch.problems).toEqual([{ code, record: 0, offset, line: 0, pointer, ...(data && { data }) }]);
  });

  test.each(['0.1', '9007199254740992', '1e22', '0e-999', '0.0', '-0', '123456789.123456789', '100000000000000000000'])(
    'finds no precision lost in %s',
    (text) => expect(scan(text).problems).toEqual([]),
  );

  test('tells texts that ended too early from those that are wrong', () => {
    const cut = ['{', '{"a":"b', '[1', 'tru', '{"a":', ''];
    const wrong = ['[1,]', '{"a":1}}', '[1 2]', '{a:1}'];
    expect(cut.map((text) => isCut(scan(text).problems[0]))).toEqual(cut.map(() => true));
    expect(wrong.map((text) => isCut(scan(text).problems[0]))).toEqual(wrong.map(() => false));
    expect(isCut(scan([0x22, 0xf0, 0x9f, 0x98]).problems[0])).toBe(true);
  });
});

const nested = (n: number): string => '['.repeat(n) + ']'.repeat(n);

describe('limits', () => {
  test.each([1, 2, 64, 65, 512])('depth %i is the last that is read', (maxDepth) => {
    expect(scan(nested(maxDepth), { triggers: [], maxDepth }).records.root[0]).toBe(0);
    const batch = scan(nested(maxDepth + 1), { triggers: [], maxDepth });
    expect(batch.problems).toMatchObject([{ code: 'too-deep', offset: maxDepth }]);
    expect(batch.records.root[0]).toBe(-1);
  });

  test('100,000 levels do not overflow the stack', () => {
    expect(scan('['.repeat(100_000)).problems).toMatchObject([{ code: 'too-deep' }]);
    expect(scan('{"a":'.repeat(100_000)).problems).toMatchObject([{ code: 'too-deep' }]);
    expect(scan('['.repeat(60_000) + ']'.repeat(60_000), { triggers: [], maxDepth: 65_535 }).problems).toEqual([]);
  });

  test('a million values and a long string are read, and the arrays shrink back', () => {
    const scanner = createScanner({ triggers: [], maxDepth: 512 });
    const run = (text: string): Batch => {
      const bytes = bytesOf(text);
      scanner.begin(bytes);
      scanner.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
      return scanner.finish();
    };
    const many = run('[' + '1,'.repeat(999_999) + '1]');
    expect([many.tape.count, many.tape.codePoints[0], many.tape.next[0]]).toEqual([1_000_001, 1_000_000, 1_000_001]);
    const long = 'é\n'.repeat(500_000);
    const batch = run(JSON.stringify(long));
    expect(batch.tape.codePoints[0]).toBe(long.length);
    expect(batch.text(0) === long).toBe(true);
    expect(run('1').tape.type.length).toBeLessThan(100_000);
  });

  test('hundreds of thousands of keys are not kept for good, and asked ids stay', () => {
    const scanner = createScanner({ triggers: [], maxDepth: 512 });
    const members = Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`);
    for (let round = 0; round < 4; round++) {
      const bytes = bytesOf('{' + members.map((m) => m.replace('k', `k${round}_`)).join(',') + ',"asked":1}');
      scanner.begin(bytes);
      scanner.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
      const batch = scanner.finish();
      expect(batch.problems).toEqual([]);
      expect(batch.keys.name(batch.tape.key[batch.tape.count - 1])).toBe('asked');
      expect(batch.keys.id('asked')).toBe(batch.tape.key[batch.tape.count - 1]);
    }
    expect(scanner.keys.size).toBeLessThan(400_000);
  });
});

/** text → code points, flags without escaped and nonAscii */
const STRINGS: readonly (readonly [string, number, number])[] = [
  ['', 0, Flag.blank],
  [' ', 1, Flag.blank | Flag.edgeSpace],
  ['\t\n', 2, Flag.blank | Flag.edgeSpace],
  ['\u00a0\u3000', 2, Flag.blank | Flag.edgeSpace],
  ['\u200b', 1, 0],
  ['a', 1, 0],
  [' a', 2, Flag.edgeSpace],
  ['a\n', 2, Flag.edgeSpace],
  ['a\u2028', 2, Flag.edgeSpace],
  ['a  b', 4, 0],
  ['\u0000', 1, Flag.control],
  ['\u000b', 1, Flag.control | Flag.blank | Flag.edgeSpace],
  ['a\u001fb', 3, Flag.control],
  ['😀é', 2, 0],
  ['Ünïcode Text', 12, 0],
  ['e\u0301 Σας ΟΔΟΣ', 11, 0],
  ['\ufb01 … ½ Ⅷ ﷺ', 9, 0],
];

describe('facts about strings', () => {
  const SPAN = Flag.escaped | Flag.nonAscii;
  test.each(STRINGS)('%j', (text, codePoints, flags) => {
    const written = JSON.stringify(text);
    const escaped =
      '"' +
      Array.from({ length: text.length }, (_, i) => '\\u' + text.charCodeAt(i).toString(16).padStart(4, '0')).join('') +
      '"';
    const scanner = createScanner({ triggers: [], maxDepth: 9 });
    scanner.begin(new Uint8Array(0));
    scanner.row(['c'], [text], { offset: 0, length: 0, line: 0 });
    const cases = [
      [scan(written), 0],
      [scan(escaped), 0],
      [scanner.finish(), 1],
    ] as const;
    for (const [{ tape, text: decode }, entry] of cases) {
      expect(tape.codePoints[entry]).toBe(codePoints);
      expect(tape.flags[entry] & ~SPAN).toBe(flags);
      expect({ lo: tape.hashLo[entry], hi: tape.hashHi[entry] }).toEqual(hashText(text));
      expect({ lo: tape.normLo[entry], hi: tape.normHi[entry] }).toEqual(hashText(normalise(text)));
      expect(decode(entry)).toBe(text);
    }
  });

  test('escapes and non-ASCII are told of the span', () => {
    expect(scan('"é"').tape.flags[0]).toBe(Flag.nonAscii);
    expect(scan('"\\u00e9"').tape.flags[0]).toBe(Flag.escaped);
    expect(scan('"é\\n."').tape.flags[0]).toBe(Flag.nonAscii | Flag.escaped);
  });

  test('half a pair is hashed and read as U+FFFD', () => {
    const { tape, text } = scan('"a\\ud83d!"');
    expect(text(0)).toBe('a\ufffd!');
    expect({ lo: tape.hashLo[0], hi: tape.hashHi[0] }).toEqual(hashText('a\ufffd!'));
    expect(tape.flags[0] & Flag.loneSurrogate).toBe(Flag.loneSurrogate);
  });

  test('triggers are found in the decoded text of values, in any alignment', () => {
    const triggers = [
      '{{',
      '<|',
      '\ufffd',
      'TODO',
      'â€',
      'é{',
      'aé',
      '',
      'x'.repeat(40),
      ...Array.from({ length: 22 }, (_, i) => `#${i}#`),
      '[]',
    ];
    expect(triggers).toHaveLength(32);
    const hits = (json: string): number => scan(json, { triggers: literals(...triggers), maxDepth: 9 }).records.hits[0];
    for (let pad = 0; pad < 9; pad++) {
      const space = ' '.repeat(pad);
      for (const [i, literal] of triggers.entries()) {
        const expected =
          triggers.reduce((set, t, k) => (t !== '' && literal.includes(t) ? set | (1 << k) : set), 0) >>> 0;
        expect([i, hits(JSON.stringify([space + literal + space]))]).toEqual([i, expected]);
      }
    }
    expect(hits('"\\u007b\\u007b"')).toBe(1);
    expect(hits('"\\ufffd"')).toBe(4);
    expect(hits('"\\ud800"')).toBe(4);
    expect(hits('{"{{":"todo { {"}')).toBe(0);
    expect(hits('["<","|"]')).toBe(0);
  });
});

describe('batches', () => {
  test('hold places, problems of the reader, broken records and rows', () => {
    const scanner = createScanner({ triggers: [], maxDepth: 9 });
    const bytes = bytesOf('{"a":1}\r\n[\n1,\n2,]\n3');
    scanner.begin(bytes);
    scanner.json(0, 7, { offset: 100, length: 9, line: 5 });
    scanner.json(9, 17, { offset: 109, length: 9, line: 6 });
    scanner.broken({ offset: 118, length: 1, line: 9 });
    scanner.problem('blank-line', -1, 50, 2, { n: 1 });
    const batch = scanner.finish('test');
    expect([scanner.records, batch.records.count, scanner.entries, batch.split]).toEqual([3, 3, 2, 'test']);
    expect(Array.from(batch.records.root.subarray(0, 3))).toEqual([0, -1, -1]);
    expect(batch.problems).toMatchObject([
      { code: 'invalid-json', record: 1, offset: 116, line: 8, data: { reason: 'trailing comma', byte: 7 } },
      { code: 'blank-line', record: -1, offset: 50, line: 2, data: { n: 1 } },
    ]);
    expect(new TextDecoder().decode(batch.recordBytes(0))).toBe('{"a":1}\r\n');
    expect(batch.recordBytes(2)).toBeUndefined();
  });

  test('rows are objects of strings: missing cells are left out, a repeated name is told', () => {
    const scanner = createScanner({ triggers: literals('{{'), maxDepth: 9 });
    scanner.begin(new Uint8Array(0));
    const place = { offset: 7, length: 9, line: 1 };
    scanner.row(['a', 'b'], ['x {{', 'é\u0001'], place);
    scanner.row(['a', 'b'], ['only'], place);
    scanner.row(['a', 'a'], ['1', '2'], place);
    const { tape, text, keys, records, problems } = scanner.finish();
    const seen = Array.from({ length: tape.count }, (_, e) =>
      tape.type[e] === ValueType.object ? '{' : `${keys.name(tape.key[e])}=${text(e)}`,
    );
    expect(seen).toEqual(['{', 'a=x {{', 'b=é\u0001', '{', 'a=only', '{', 'a=1', 'a=2']);
    expect(Array.from(records.hits.subarray(0, 3))).toEqual([1, 0, 0]);
    expect(problems).toMatchObject([
      { code: 'control-character', record: 0, offset: 7, pointer: '/b', data: { code: 'U+0001' } },
      { code: 'duplicate-key', record: 2, pointer: '/a', data: { key: 'a' } },
    ]);
    const same = scan('{"b":"\\u00e9\\u0001","a":"x {{"}').records;
    expect([records.hashLo[0], records.hashHi[0]]).toEqual([same.hashLo[0], same.hashHi[0]]);
  });

  test('a broken record leaves no trace in the next one', () => {
    const scanner = createScanner({ triggers: [], maxDepth: 9 });
    const bytes = bytesOf('{"a":{"b":1},"b":[1,]}{"x":{"b":1},"a":1,"b":2}');
    scanner.begin(bytes);
    scanner.json(0, 22, { offset: 0, length: 22, line: 0 });
    scanner.json(22, bytes.length, { offset: 22, length: 25, line: 0 });
    expect(scanner.finish().problems.map((p) => p.code)).toEqual(['invalid-json']);
  });
});
