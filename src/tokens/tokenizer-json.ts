import { Tokenizer } from '@huggingface/tokenizers';
import type { Entry, RecordView } from '../core/record.ts';
import type { TokenCounter } from './counter.ts';
import { createEstimate } from './estimate.ts';
import { broken } from './spec.ts';

/** Texts that are remembered, and the longest of them in code points: system prompts, labels, short answers. */
const [TEXTS, LONGEST] = [4096, 2048];

/**
 * Counts with a tokenizer.json of Hugging Face tokenizers. Special tokens in a text count as one, as that library has it, and
 * none are added. Throws FtlintError when the file is no such tokenizer.
 */
export function createFileCounter(path: string, text: string): TokenCounter {
  const tokenizer = open(path, text);
  const fallback = createEstimate();
  const known = new Map<string, number>();

  function count(record: RecordView, entry: Entry): number {
    if (!record.isString(entry) || record.codePoints(entry) === 0) return 0;
    const said = record.text(entry);
    if (record.codePoints(entry) > LONGEST) return measure(said, record, entry);
    let tokens = known.get(said);
    if (tokens !== undefined) return tokens;
    tokens = measure(said, record, entry);
    if (known.size >= TEXTS) known.clear();
    known.set(said, tokens);
    return tokens;
  }

  function measure(said: string, record: RecordView, entry: Entry): number {
    try {
      let tokens = 0;
      for (const piece of pieces(said)) tokens += tokenizer.tokenize(piece).length;
      return tokens;
    } catch {
      // The library puts all tokens of a piece on the stack: one without white space may be too many.
      return fallback.count(record, entry);
    }
  }

  return { id: path, exact: true, error: 0, count };
}

/** Characters that the library is given at once: its lists take some 150 bytes each. A cut may cost a token. */
const PIECE = 1 << 18;

/** A text in pieces, cut before white space. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + PIECE);
    if (end < text.length) {
      const space = text.lastIndexOf(' ', end);
      if (space > at) end = space;
      // Half of a pair belongs to the other.
      else if ((text.charCodeAt(end) & 0xfc00) === 0xdc00) end--;
    }
    yield text.slice(at, end);
    at = end;
  }
}

function open(path: string, text: string): Tokenizer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw broken(path, `the file is no JSON (${messageOf(error)})`);
  }
  if (typeof parsed !== 'object' || parsed === null || !('model' in parsed))
    throw broken(path, 'the file holds no "model", as a tokenizer.json does');
  try {
    // Files of old versions lack what was added later.
    const tokenizer = new Tokenizer({ ...EMPTY, ...parsed }, {});
    tokenizer.tokenize('a');
    return tokenizer;
  } catch (error) {
    throw broken(path, `the tokenizer cannot be read (${messageOf(error)})`);
  }
}

const EMPTY = { added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
