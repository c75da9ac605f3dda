import { createTexts } from './texts.mjs';

const LABELS = ['question', 'praise', 'complaint', 'order', 'refund', 'spam', 'bug', 'other'];
/** Cumulative shares, in percent. */
const SHARES = [30, 55, 70, 80, 88, 94, 98, 100];
const CHATS_KEPT = 1024;

const escaped = (json) =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
// eslint-disable-next-line no-control-regex -- ASCII is what is meant
const ascii = (text) => !/[^\x00-\x7f]/.test(text);
const blank = (text) => text.trim() === '';
/** Code points as the report counts them: a blank text has none. */
const points = (text) => (blank(text) ? 0 : ascii(text) ? text.length : [...text].length);
const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function labeller({ below }) {
  return () => {
    const percent = below(100);
    return LABELS[SHARES.findIndex((share) => percent < share)];
  };
}

/** What a row is, beside its line: `key` tells equal records apart from others, lengths are in code points. */
const labelled = (line, key, text, label) => ({
  line,
  key,
  label,
  blank: blank(text),
  input: points(text),
  output: label.length,
  turns: 0,
});

function classRows(seed, form) {
  const { random, some } = createTexts(seed, form);
  const label = labeller(random);
  return () => {
    const text = some(34);
    const name = label();
    const json = JSON.stringify({ text, label: name });
    const line = !ascii(json) && random.below(5) === 0 ? escaped(json) : json;
    return labelled(`${line}\n`, json, text, name);
  };
}

function csvRows(seed) {
  const { random, some } = createTexts(seed);
  const label = labeller(random);
  let id = 0;
  return () => {
    const text = some(34);
    const name = label();
    const line = `${id++},${cell(text)},${name}\n`;
    return labelled(line, line, text, name);
  };
}

function chatRows(seed) {
  const { random, word, fresh } = createTexts(seed);
  const { below, unit } = random;
  const systems = Array.from({ length: 20 }, () => `You are a helpful assistant. ${fresh(12)}`);
  const recent = [];
  let kept = 0;
  const code = () =>
    `\n\n\`\`\`python\ndef ${word()}(x):\n    """${word()} ${word()}"""\n    for i in range(${below(100)}):\n` +
    `        x = x.${word()}(i)  # "${word()}"\n    return x\n\`\`\``;
  const conversation = () => {
    const messages = below(2) === 0 ? [{ role: 'system', content: systems[below(systems.length)] }] : [];
    for (let turn = below(4); turn >= 0; turn--) {
      messages.push({ role: 'user', content: fresh(10 + below(60)) });
      let answer = fresh(30 + below(120));
      if (below(6) === 0) answer += code();
      messages.push({ role: 'assistant', content: unit() < 0.003 ? '' : answer });
    }
    return messages;
  };
  return () => {
    if (unit() < 0.02 && kept > 0) return recent[below(Math.min(kept, CHATS_KEPT))];
    const messages = conversation();
    const json = JSON.stringify({ messages });
    const line = below(20) === 0 && !ascii(json) ? escaped(json) : json;
    const lengths = messages.map(({ content }) => points(content));
    const output = lengths.at(-1);
    const row = {
      line: `${line}\n`,
      key: json,
      blank: messages.some(({ content }) => blank(content)),
      input: lengths.reduce((a, b) => a + b, 0) - output,
      output,
      turns: messages.length,
    };
    recent[kept++ % CHATS_KEPT] = row;
    return row;
  };
}

function instructionRows(seed) {
  const { random, some } = createTexts(seed);
  let first = true;
  return () => {
    const instruction = some(14);
    const input = random.below(3) === 0 ? some(20) : '';
    const output = some(60);
    const json = JSON.stringify([{ instruction, input, output }], null, 4).slice(2, -2);
    const line = first ? json : `,\n${json}`;
    first = false;
    const both = !blank(instruction) && !blank(input);
    return {
      line,
      key: json,
      blank: (blank(instruction) && blank(input)) || blank(output),
      // A line break stands between instruction and input.
      input: points(instruction) + points(input) + (both ? 1 : 0),
      output: points(output),
      turns: 0,
    };
  };
}

/** Kinds of file: what stands before the rows, between begin and end, and the maker of rows for a seed. */
export const KINDS = {
  class: { name: 'class.jsonl', head: '', tail: '', rows: (seed) => classRows(seed) },
  nfc: { name: 'class-nfc.jsonl', head: '', tail: '', rows: (seed) => classRows(seed, 'NFC') },
  nfd: { name: 'class-nfd.jsonl', head: '', tail: '', rows: (seed) => classRows(seed, 'NFD') },
  chat: { name: 'chat.jsonl', head: '', tail: '', rows: chatRows },
  csv: { name: 'class.csv', head: 'id,text,label\n', tail: '', rows: csvRows },
  array: { name: 'instructions.json', head: '[\n', tail: '\n]\n', rows: instructionRows },
};
