import { twinFile } from './file.ts';
import type { TwinFile } from './file.ts';

const utf8 = new TextEncoder();

/** A record with nothing to say about it, and one with much. */
const GOOD =
  '{"messages":[{"role":"user","content":"Ti\\u00ea\u0301ng  Viê\u0323t \ud83d\ude00, \\"{{name}}\\" \\ud83d\\ude00\\n"},' +
  '{"role":"assistant","content":"ＡＢＣ ﬁ \u1112\u1161\u11ab e\u0301 TODO İ"}],"n":[1,-2.5e+3,true,null],' +
  '"é":{"a":1,"b":""},"the_same_sixteen_bytes_1":"","the_same_sixteen_bytes_2":"   "}';
const ODD = '{"a":"\\ud83d ΑΣ e\u0301\u0323","a":9007199254740993,"\\u0000":[1,]}';
const ROWS =
  'text,label\r\none,x\r\n"two""",é\r\n"th\r\nree",""\r\n"one, ""two""\r\nthree \u1112\u1161",  a\u00a0\r\n\r\nplain é,"x"\nNA,"open\n,b\n';
/** Short files in which a border at any byte may do harm. */
export const CUT: readonly TwinFile[] = [
  twinFile('jsonl', utf8.encode(`${GOOD}\n${GOOD}\r\n\n${ODD}\n{"a":`)),
  twinFile(
    'json-array',
    utf8.encode(`[{"a":"e\u0301"},\r\n{"a":"x"},\r\n{"a":[ 1 ]}\r\n,\r\n{"a":1},${ODD},\r\n\r\n2] `),
  ),
  twinFile('csv', utf8.encode(ROWS), { csv: { delimiter: ',', quote: '"', header: true, columns: ['text', 'label'] } }),
  // A row that ends with a CR of its own, in front of a quoted cell.
  twinFile('csv', utf8.encode('a\n%"|\r\r\na"'), {
    csv: { delimiter: '|', quote: '"', header: false, columns: ['x', 'y'] },
  }),
  twinFile('jsonl', Buffer.from(`\ufeff{"é":"한 \ud83d\ude00"}\r\n{"a":1}\n`, 'utf16le'), {
    encoding: 'utf-16le',
    bom: 2,
  }),
  twinFile('jsonl', Buffer.from('{"a":"caf\u00e9 \u0080 5"}\n{"a":"\u0093no\u0094"}\n', 'latin1'), {
    encoding: 'windows-1252',
  }),
];

const times = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join('');
const lines = (text: string) => (): TwinFile => twinFile('jsonl', utf8.encode(text));
const SMALL_LINE = '{"a":"x","b":[1]}\n';

/** What overflows the tables and rooms of an engine, with ordinary records before and behind. */
export const GIANTS: readonly (readonly [string, () => TwinFile])[] = [
  ['an array of 100,000 elements', lines(`${SMALL_LINE}[1${times(99_999, (i) => `,${i}`)}]\n${SMALL_LINE}`)],
  [
    'an array of 200,000 objects',
    lines(`${SMALL_LINE}[{"a":0}${times(199_999, (i) => `,{"a":${i % 10}}`)}]\n${SMALL_LINE}`),
  ],
  [
    'an object of 300 members, twice',
    lines(times(2, () => `{"k":1${times(300, (i) => `,"k${i}":"${i}"`)}}\n`) + SMALL_LINE),
  ],
  ['300,000 names', lines(times(3000, (n) => `{"":0${times(100, (i) => `,"${n}_${i}":1`)}}\n`) + SMALL_LINE)],
  ['100,000 short lines', lines(times(100_000, (i) => `${i % 10}\n`))],
  ['a string of 5 MB', lines(`${SMALL_LINE}{"a":"${'aé\\n '.repeat(850_000)}"}\n${times(1000, () => SMALL_LINE)}`)],
  [
    'words of 20 kB',
    lines(
      times(
        6,
        (i) => `{"a":"${['ΑΣ', '가e\u0301', 'e\u0301', 'कि', 'ﬁA\u030a', '한\u1112\u1161\u11ab'][i].repeat(4000)}"}\n`,
      ),
    ),
  ],
  ['marks out of order', lines(`{"a":"e${'\u0301\u0316'.repeat(100_000)}"}\n${SMALL_LINE}`)],
  ['a string of 2 MB in marks', lines(`${SMALL_LINE}{"a":"${'e\u0301\u0323 '.repeat(400_000)}"}\n${SMALL_LINE}`)],
  [
    'more shapes than are kept',
    lines(times(2, () => `[[{"s":0}]${times(9000, (i) => `,{"s${i % 40}":[${'{"t":1},'.repeat(i % 30)}1]}`)}]\n`)),
  ],
  ['names of 5,000 bytes', lines(times(4, (i) => `{"${'n'.repeat(4090 + i * 5)}":1,"${'é'.repeat(2500)}":2}\n`))],
  [
    '60,000 elements, one a line, and a fault behind them',
    () =>
      twinFile('json-array', utf8.encode(`[\n${times(60_000, (i) => `{"a":${i % 10}},\r\n`)}{"a":},\n{"b":1}\n]\n`)),
  ],
  [
    'elements of many entries',
    () => twinFile('json-array', utf8.encode(`[${times(40, (i) => `\n[${i}${',1'.repeat(9000)}],`)}\n[]]`)),
  ],
  ['lines of many entries', lines(times(40, (i) => `[${i}${',1'.repeat(9000)}]\n`))],
  [
    'rows without end',
    () =>
      twinFile('csv', utf8.encode(times(70_000, (i) => `"a ""${i}""",\n`)), {
        csv: { delimiter: ',', quote: '"', header: false, columns: ['a', 'b'] },
      }),
  ],
];
