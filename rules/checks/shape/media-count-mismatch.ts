import { defineRecordRule, type Entry, type RecordView, type Sample, ValueType } from '../../../src/rule.ts';

/** Placeholder, the column that holds what it stands for, and other names of that column. */
const MEDIA = [
  ['<image>', 'images', 'image'],
  ['<video>', 'videos', 'video'],
  ['<audio>', 'audios', 'audio'],
] as const;

/** Reports records with more or fewer media placeholders in their text than media in their list. */
export const mediaCountMismatch = defineRecordRule({
  meta: {
    id: 'media-count-mismatch',
    group: 'shape',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    // Each answer of a preference is counted with the prompt, by some trainers more than once.
    kinds: ['pair', 'conversation', 'unpaired', 'prompt'],
    depends: 'record',
    triggers: MEDIA.map(([placeholder]) => placeholder),
    title: {
      one: '1 record has another number of media than its text refers to: trainers stop at it',
      other: '{count} records have another number of media than their text refers to: trainers stop at the first',
    },
    messages: {
      count:
        'the text holds {placeholders} times {placeholder}, and {key} lists {media}; expected as many; add what is missing or take the placeholder out (LLaMA-Factory says: The number of images does not match the number of <image> tokens)',
      string:
        '{key} is a string beside {placeholder}; expected a list of paths; put it in a list (LLaMA-Factory counts its letters as images)',
    },
    evidence: {
      class: 'vendor',
      source: 'hiyouga/LLaMA-Factory mm_plugin.py, issues 5883, 5658, 7909, 6135',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample === undefined) return;
    for (const [placeholder, ...names] of MEDIA) {
      // Without the column nobody knows what `<image>` means: markup, most likely.
      const entry = columnOf(record, names);
      if (entry < 0) continue;
      const placeholders = occurrences(record, sample, placeholder);
      if (placeholders === 0) continue;
      const key = record.key(entry) ?? '';
      const type = record.type(entry);
      if (type === ValueType.string && key === names[0]) return report('string', { entry, data: { key, placeholder } });
      const media = type === ValueType.array ? record.codePoints(entry) : type === ValueType.null ? 0 : 1;
      if (media !== placeholders) return report('count', { entry, data: { key, placeholder, placeholders, media } });
    }
  },
});

function columnOf(record: RecordView, names: readonly string[]): Entry {
  for (const name of names) {
    const entry = record.child(record.root, name);
    if (entry >= 0) return entry;
  }
  return -1;
}

function occurrences(record: RecordView, { text, texts }: Sample, placeholder: string): number {
  let count = 0;
  for (let i = 0; i < texts; i++) if (record.hits(text[i])) count += record.text(text[i]).split(placeholder).length - 1;
  return count;
}
