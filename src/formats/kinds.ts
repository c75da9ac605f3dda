import { conversation } from './conversation.ts';
import type { Fill } from './fill.ts';
import type { Format } from './format.ts';
import { preference, unpaired } from './judged.ts';
import { labelledText, prompt, text } from './one-text.ts';
import { pair } from './pair.ts';
import { rejectedAnswer } from './rejected-answer.ts';
import { segments } from './segments.ts';
import { stepwise } from './stepwise.ts';
import { tagged } from './tagged.ts';
import { tokenIds } from './token-ids.ts';
import { tuple } from './tuple.ts';

/** The reader of a format's kind. One for each format and scanner: it owns the buffers that samples point into. */
export function fillerFor(format: Format): Fill {
  switch (format.kind) {
    case 'labelled-text':
      return labelledText(format);
    case 'pair':
      return pair(format);
    case 'conversation':
      return conversation(format);
    case 'preference':
      return format.fields['turns'] === undefined ? preference(format) : rejectedAnswer(format);
    case 'unpaired':
      return unpaired(format);
    case 'text':
      return text(format);
    case 'prompt':
      return prompt(format);
    case 'tuple':
      return tuple(format);
    case 'tagged':
      return tagged(format);
    case 'token-ids':
      return tokenIds(format);
    case 'stepwise':
      return stepwise(format);
    case 'segments':
      return segments(format);
  }
}
