/** Stretches of text that scanning or normalisation may trip over, as they are decoded. */
// prettier-ignore
export const TEXTS: readonly string[] = [
  'a', 'Z', 'abc', 'The quick brown fox', 'ABCDEFGHIJKLMNOP', '0', '~', '@[`{', '\u007f',
  // White space: single, in runs, Unicode's own, and what only looks like it.
  ' ', '  ', '   ', ' '.repeat(17), '\u00a0', '\u1680', '\u2003', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000',
  '\u0085',
  'a\u00a0\u3000 b', '\u200b', '\u2060', '\ufeff', '\u180e', '\u00ad',
  // Letters whose lower case or composition depends on something.
  'Σ', 'ΑΣ', 'ΑΣ ', 'Σα', 'ς', 'ΌΣΟΣ', 'AΣ\u0301', 'Σ\u00ad', 'İ', 'ı', 'I\u0307', 'ẞ', 'ß', 'Ǆ', 'ǅ', 'K', 'Å', 'Ω',
  'é', 'É', 'e\u0301', 'E\u0301', '\u0301', 'ộ', 'o\u0323\u0302', 'o\u0302\u0323', 'Ế', 'e\u0302\u0301',
  'Tiê\u0301ng Viê\u0323t', 'ướ',
  'q\u0307\u0323', 'a\u0315\u0300\u05ae\u0300', '\u0344', '\u0345', 'ᾳ', 'α\u0345', 'ΐ', '\u0958', '\u2adc',
  '\u0340\u0341',
  '\u0301 ', ' \u0301', 'a \u0301b', '\u00a8', '\u00b8', '\u037a', '\u1fbf', '\u203e', '\u0384', 'a\u00b4',
  // Other scripts.
  '한국어', '\u1112\u1161\u11ab', '\u1100\u1161', '가\u11a8', '\u1161', '\u11a8', '\ud7b0', 'ㄱ', 'ﾡ',
  'ภาษาไทย', 'น้ำ', '\u0e33', '\u0eb3', 'हिन्दी', 'क्षि', '\u0929', 'न\u093c', 'বাংলা', '\u09c7\u09be',
  '\u0bc6\u0bbe',
  'العَرَبِيَّة', '\u0622', '\u0627\u0653', 'ﷺ', 'ﻻ', 'שָׁלוֹם', 'שׁ', '中文字', '漢字かな', 'ｶﾞ', 'が', 'か\u3099', '\uf900',
  '\u{2f800}',
  // Compatibility forms, full width, ligatures.
  'ﬁ', 'ﬃ', 'ＡＢＣ', 'ａ', '，', '①', '㍿', '½', 'ª', '²', '™', '…', '㎏', '\u3300', 'Ⅷ', '\u2160', '℃', '\u1d2c',
  '\u{1d400}', '\u{1f130}',
  // Beyond the BMP, emoji with joiners.
  '😀', '👨‍👩‍👧', '❤️', '👍🏽', '🇻🇳', '\u{10400}', '\u{1e900}', '\u{11099}\u{110ba}', '\u{1d15e}', '\u{10ffff}',
  '\u{e0041}', '\u{20000}', '\u{1e921}',
  '\ufffd', '\uffff', '\ufffe', '\u{1ffff}', '\u0378',
  // Literals that triggers ask for, whole and broken.
  '{{', '{', '<|im_start|>', '<|', '<', '|', 'TODO', 'TOD', '[INSERT', '[Insert', 'Lorem ipsum', 'â€', 'Â', 'ï»¿',
  'ðŸ', '<s>',
  '\n', '\t', '\r\n', '\n\n', '\t\t', ' \n ', '\n\t', '\u0000', '\u0001', '\u001f', '\b', '\f', '\u000b', '\u001c',
  '"', '\\', '/',
];

const utf8 = new TextEncoder();

/** `\u` escapes of every unit of a text. */
export const escapes = (text: string, upper = false): string =>
  Array.from({ length: text.length }, (_, i) => {
    const digits = text.charCodeAt(i).toString(16).padStart(4, '0');
    return '\\u' + (upper ? digits.toUpperCase() : digits);
  }).join('');

/** The texts as JSON writes them between quotes: plainly, and all in escapes; then what only escapes can say. */
// prettier-ignore
export const WRITTEN: readonly Uint8Array[] = [
  ...TEXTS.map((text) => JSON.stringify(text).slice(1, -1)),
  ...TEXTS.filter((text) => text.length < 8).map((text) => escapes(text)),
  '\\"', '\\\\', '\\/', '\\b\\f\\n\\r\\t', '\\u0041', '\\u00E9', '\\ud83d\\ude00', '\\uD83D\\uDE00', '\\u0000',
  '\\u2028', '\\ufffd',
  '\\ud83d', '\\ude00', '\\ud83d\\ud83d\\ude00', '\\ude00\\ud83d', '\\ud83dx', '\\ud83d\\n', '\\ud83d\\u0041',
  '\\udbff\\udfff', '\\ud83d\\\\',
  '\\u007b\\u007b', '\\u003c|', '{\\u007b', '\\u0020\\u0020', ' \\n ', '\\t\\t', '\\u00a0', 'e\\u0301', '\\u0130',
  '\\u03a3',
].map((text) => utf8.encode(text));

/** Bytes that no JSON string may hold. */
export const WRONG: readonly Uint8Array[] = [
  ...['\u0000', '\u0001', '\u001f', '\n', '\r', '\t', '\\x', '\\u12', '\\u123g', '\\u', '\\U0041', '"', '\\'].map(
    (text) => utf8.encode(text),
  ),
  ...[
    [0x80],
    [0xbf],
    [0xc0, 0xaf],
    [0xc1, 0xbf],
    [0xc3],
    [0xe0, 0x9f, 0xbf],
    [0xe2, 0x82],
    [0xed, 0xa0, 0x80],
    [0xed, 0xbf, 0xbf],
    [0xef, 0xbf],
    [0xf0, 0x8f, 0xbf, 0xbf],
    [0xf0, 0x9f, 0x98],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
    [0xfe],
    [0xff],
  ].map((list) => Uint8Array.from(list)),
];

/** Pairs of names of one 64-bit hash, which a key table must tell apart. */
export const COLLIDING: readonly (readonly [string, string])[] = [
  ['CE5yONITPMUnR3i1', 'b&DQJW==C0XyNhMs'],
  ['GN1WrXlThbthnZ74', '.Px4=:XrP9gjeGlt'],
  ['P_NfFPkmQQV_vDey', 'G2<Ax1mMcinfepCi'],
  ['T-30RCUi1MFGy633', 'v)7mXL9/tWVhagHW'],
  ['YIf11GjsuBxdCWCe', ')RePH{8Kk-dajiIj'],
  ['N0JRukvugM5zjK92', '=3|GuiuMtUUolZJ-'],
];
