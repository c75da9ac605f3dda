import type { Entry, Preference, RecordView, Unpaired } from '../../../core/record.ts';
import { ValueType } from '../../../core/tape.ts';
import { conversation, holdsMessages, messagesOf, saidBy } from './messages.ts';
import { missing, type Named, partAt } from './named-part.ts';
import { childrenOf, isList, plainly } from './values.ts';

/** Place of the element of a list that is an entry or holds it; -1: none. */
const placeIn = (record: RecordView, list: Entry, entry: Entry): number =>
  isList(record, list) ? childrenOf(record, list).findIndex((e) => e <= entry && entry < record.behind(e)) : -1;

/** Prompt, chosen and rejected. What both conversations begin with is their prompt; the chosen answer may be its last message. */
export function preferenceParts(record: RecordView, sample: Preference): readonly Named[] {
  const { promptEntry, chosenEntry, rejectedEntry } = sample;
  const at = partAt(record);
  const answer = placeIn(record, promptEntry, chosenEntry);
  if (answer >= 0) {
    const all = messagesOf(record, promptEntry);
    return [
      ...at('Prompt', promptEntry, true, () => conversation(all.slice(0, answer))),
      ...at('Chosen', chosenEntry, false, () => conversation(all.slice(answer))),
      ...at('Rejected', rejectedEntry, false),
    ];
  }
  if (promptEntry >= 0 || !holdsMessages(record, chosenEntry) || !holdsMessages(record, rejectedEntry))
    return [
      ...at('Prompt', promptEntry, true),
      ...(chosenEntry < 0 ? [missing('Chosen')] : at('Chosen', chosenEntry, false)),
      ...(rejectedEntry < 0 ? [missing('Rejected')] : at('Rejected', rejectedEntry, false)),
    ];
  const [chosen, rejected] = [messagesOf(record, chosenEntry), messagesOf(record, rejectedEntry)];
  // The last message of each is its answer, also where both are the same.
  const most = Math.min(chosen.length, rejected.length) - 1;
  let shared = 0;
  while (shared < most && chosen[shared] === rejected[shared]) shared++;
  const prompt = { name: 'Prompt', text: conversation(chosen.slice(0, shared)), entries: [-1], given: true };
  return [
    ...(shared > 0 ? [prompt] : []),
    ...at('Chosen', chosenEntry, false, () => conversation(chosen.slice(shared))),
    ...at('Rejected', rejectedEntry, false, () => conversation(rejected.slice(shared))),
  ];
}

/** Prompt, answer and the verdict on it. The answer may be the last message of the prompt. */
export function unpairedParts(record: RecordView, sample: Unpaired): readonly Named[] {
  const { promptEntry, completionEntry, labelEntry } = sample;
  const at = partAt(record);
  const answer = placeIn(record, promptEntry, completionEntry);
  const all = answer < 0 ? [] : messagesOf(record, promptEntry);
  const prompt = (): string => (answer < 0 ? saidBy(record, promptEntry) : conversation(all.slice(0, answer)));
  const said = (): string => (answer < 0 ? saidBy(record, completionEntry) : conversation(all.slice(answer)));
  const verdict = (): string =>
    `${plainly(record, labelEntry)}${{ [ValueType.true]: ' (desired)', [ValueType.false]: ' (not desired)' }[record.type(labelEntry)] ?? ''}`;
  return [
    ...at('Prompt', promptEntry, true, prompt),
    ...(completionEntry < 0 ? [missing('Answer')] : at('Answer', completionEntry, false, said)),
    ...at('Label', labelEntry, false, verdict),
  ];
}
