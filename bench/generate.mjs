// Writes synthetic training data: `node bench/generate.mjs class|chat <megabytes> <path>`. Seeded: the same file every time.
import { closeSync, openSync, writeSync } from 'node:fs';

/** sfc32, a small fast generator of good quality (Chris Doty-Humphrey, PractRand). */
function sfc32(a, b, c, d) {
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
}

const draw = sfc32(0x9e3779b9, 42, 0xb5297a4d, 1);
for (let i = 0; i < 20; i++) draw();
const below = (n) => draw() % n;

const SYLLABLES = 'ka lo mi ter sha ben ro vi na stu pel or ain gre do fi che lu mar ti'.split(' ');
const FOREIGN = ['naïve', 'café', 'Größe', 'привет', 'мир', '東京', '数据', 'にほん', '한국어', '🙂', 'señor'];
const WORDS = Array.from({ length: 30_000 }, () =>
  Array.from({ length: 1 + below(3) }, () => SYLLABLES[below(SYLLABLES.length)]).join(''),
);

/** Words fall off like a power law; 8 % of texts mix in other scripts. */
function text(mean) {
  const count = Math.max(3, Math.round(mean * (0.4 + (below(1000) + below(1000)) / 833)));
  const foreign = below(100) < 8;
  const words = [];
  for (let i = 0; i < count; i++) {
    const rank = Math.floor(WORDS.length ** (below(1_000_000) / 1_000_000)) - 1;
    words.push(foreign && i % 4 === 0 ? FOREIGN[below(FOREIGN.length)] : WORDS[rank]);
    const mark = below(60);
    if (mark < 4) words[i] += '.';
    else if (mark < 7) words[i] += ',';
    else if (mark === 7) words[i] = `"${words[i]}"`;
    else if (mark === 8 && below(4) === 0) words[i] += '\n';
  }
  return words.join(' ');
}

const recent = [];
/** 3 % exact repeats of an earlier text, 0.5 % empty, 0.5 % blank. */
function sometimesRepeated(mean) {
  const kind = below(200);
  if (kind < 6 && recent.length > 0) return recent[below(recent.length)];
  if (kind === 6) return '';
  if (kind === 7) return '  ';
  const fresh = text(mean);
  recent[recent.length < 4096 ? recent.length : below(4096)] = fresh;
  return fresh;
}

const SHARES = [30, 55, 70, 80, 88, 94, 98, 100];
const SYSTEMS = Array.from({ length: 20 }, () => text(15));

const ROWS = {
  class: () => ({
    text: sometimesRepeated(34),
    label: `label_${SHARES.findIndex((share) => below(100) < share || share === 100)}`,
  }),
  chat: () => {
    const messages = below(2) === 0 ? [{ role: 'system', content: SYSTEMS[below(SYSTEMS.length)] }] : [];
    for (let turn = 0; turn <= below(4); turn++) {
      messages.push({ role: 'user', content: text(10 + below(60)) });
      messages.push({ role: 'assistant', content: below(333) === 0 ? '' : text(30 + below(120)) });
    }
    return { messages };
  },
};

const [kind, megabytes, path] = process.argv.slice(2);
const row = ROWS[kind];
if (row === undefined || !(Number(megabytes) > 0) || path === undefined) {
  console.error('usage: node bench/generate.mjs class|chat <megabytes> <path>');
  process.exitCode = 2;
} else {
  const file = openSync(path, 'w');
  let written = 0;
  let block = '';
  while (written < Number(megabytes) * 1e6) {
    block += `${JSON.stringify(row())}\n`;
    if (block.length < 1 << 20) continue;
    written += writeSync(file, block);
    block = '';
  }
  writeSync(file, block);
  closeSync(file);
}
