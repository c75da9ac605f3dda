import { defineRecordRule } from '../../../src/rule.ts';

/**
 * What two bytes of UTF-8 become when they are read as Windows-1252. Left out: second characters that may follow a capital
 * of French or Portuguese (closing quotes, dashes, dots), unless a small letter stands in front.
 */
const PAIRS =
  /[ÂÃ][\u0080-\u009f¡-º¼-¿€‚ƒ„†‡ˆ‰Š‹ŒŽ˜š›œžŸ]|[\p{Ll}\d][ÂÃ][\u00a0“”‘’–—…»]|(?:[ÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2}/u;
const OTHERS = /â€\P{ASCII}?|ðŸ|ï»¿|ï¿½/u;
const REPLACEMENT = '\ufffd';

/** Text that was decoded with the wrong code page, or lost characters on the way. */
export const mojibake = defineRecordRule({
  meta: {
    id: 'mojibake',
    group: 'text',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    silentIn: ['code-generation'],
    depends: 'record',
    triggers: [REPLACEMENT, 'Â', 'Ã', 'â€', 'ðŸ', 'ï»¿', 'ï¿½', 'Ð', 'Ñ'],
    title: {
      one: '1 record teaches the model garbled characters',
      other: '{count} records teach the model garbled characters',
    },
    messages: {
      lost: 'the text holds U+FFFD, which stands for a character that was lost; expected the character; take the text from its source again',
      found:
        'the text holds `{garbled}`, UTF-8 that was read as Windows-1252; expected `{meant}`; decode the source as UTF-8',
      unclear: 'the text holds `{garbled}`, UTF-8 that was read as Windows-1252; decode the source as UTF-8',
    },
    evidence: {
      class: 'measured',
      source: 'rspeer/python-ftfy; one to four records in each of three LLaMA-Factory demo sets',
      read: '2026-11-22',
    },
    precision: { judged: 7, right: 7, on: 'LLaMA-Factory demo sets (c4, dpo_en, kto_en)', read: '2026-11-23' },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample === undefined) return;
    for (let i = 0; i < sample.texts; i++) {
      const entry = sample.text[i];
      if (!record.hits(entry)) continue;
      const text = record.text(entry);
      const garbled = (OTHERS.exec(text) ?? PAIRS.exec(text))?.[0];
      if (garbled !== undefined) {
        const meant = MEANT.get(garbled.slice(-3)) ?? meantBy(garbled.slice(-2));
        report(meant === undefined ? 'unclear' : 'found', { entry, data: { garbled, ...(meant && { meant }) } });
        return;
      }
      if (text.includes(REPLACEMENT)) {
        report('lost', { entry });
        return;
      }
    }
  },
});

/** The three-byte characters that are met most. */
const MEANT = new Map([
  ['â€™', '’'],
  ['â€˜', '‘'],
  ['â€œ', '“'],
  ['â€¦', '…'],
  ['â€“', '–'],
  ['â€”', '—'],
  ['â€¢', '•'],
]);

/** The character whose two bytes were read as two Latin-1 characters. */
function meantBy(pair: string): string | undefined {
  const lead = pair.charCodeAt(0);
  const next = pair.charCodeAt(1);
  if ((lead !== 0xc2 && lead !== 0xc3) || next < 0x80 || next > 0xbf) return undefined;
  return String.fromCharCode(((lead & 0x1f) << 6) | (next & 0x3f));
}
