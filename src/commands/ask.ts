import { FtlintError } from '../core/error.ts';
import type { Severity } from '../core/rule-types.ts';
import type { Engine } from '../run/engine.ts';
import type { CheckOptions } from '../run/options.ts';
import { parseAccept } from './accept.ts';
import { inCi, interruptible, type Io } from './io.ts';
import type { Parsed } from './parse.ts';
import { suggestion } from './suggest.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warn', 'info', 'off'];
const ENGINES: readonly Engine[] = ['auto', 'wasm', 'js'];
const COLUMNS = ['text', 'label', 'prompt', 'completion', 'messages', 'chosen', 'rejected'] as const;
/** Places of a finding that a person reads before the sum says more. */
const DEFAULT_LIMIT = 5;

function whole(parsed: Parsed, name: string): number | undefined {
  const text = parsed.values.get(name)?.[0];
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new FtlintError('usage', `--${name} ${text}: expected a whole number, 0 or more`);
  return Number(text);
}

function severities(entries: readonly string[]): Readonly<Record<string, Severity>> {
  const rules = new Map<string, Severity>();
  for (const entry of entries) {
    const [, id, severity] = /^([^=]+)=(.+)$/.exec(entry) ?? [];
    if (id === undefined)
      throw new FtlintError(
        'usage',
        `--rule ${entry}: expected id=severity`,
        `as in --rule ${entry.replace('=', '')}=warn`,
      );
    const known = SEVERITIES.find((s) => s === severity);
    if (known === undefined) {
      throw new FtlintError(
        'usage',
        `--rule ${entry}: "${severity}" is no severity`,
        suggestion(severity, SEVERITIES, 'severities'),
      );
    }
    rules.set(id, known);
  }
  return Object.fromEntries(rules);
}

/** Places shown for each finding: Infinity for `--limit 0`. */
export function limitOf(parsed: Parsed): number {
  const limit = whole(parsed, 'limit') ?? DEFAULT_LIMIT;
  return limit === 0 ? Infinity : limit;
}

/** Record text that a person at this terminal gets without asking. */
export function defaultExcerpts(io: Io): 'none' | 'short' {
  return io.stdout.isTTY && !inCi(io.env) ? 'short' : 'none';
}

/** `FTLINT_ENGINE`: `js` keeps WebAssembly out, `wasm` insists on it. */
function engineOf(asked: string | undefined): Engine {
  if (asked === undefined || asked === '') return 'auto';
  const engine = ENGINES.find((name) => name === asked);
  if (engine !== undefined) return engine;
  throw new FtlintError('usage', `FTLINT_ENGINE=${asked}: no such engine`, suggestion(asked, ENGINES, 'engines'));
}

/** `--threads`: a whole number from 1, or `auto`. */
function threadsOf(asked: string | undefined): number | 'auto' | undefined {
  if (asked === undefined || asked === 'auto') return asked;
  if (!/^[1-9]\d{0,3}$/.test(asked))
    throw new FtlintError('usage', `--threads ${asked}: expected a whole number from 1, or auto`);
  return Number(asked);
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `--max-memory` in bytes: `500M`, `1.5G`, `2GiB`. */
function sizeOf(asked: string): number {
  const [, number, unit] = /^(\d{1,15}(?:\.\d{1,6})?)(?:([kmgt])(?:i?b)?|b)?$/i.exec(asked) ?? [];
  const bytes = Math.floor(Number(number) * UNITS[(unit ?? '').toLowerCase()]);
  if (bytes >= 1) return bytes;
  throw new FtlintError('usage', `--max-memory ${asked}: expected a size`, 'as in --max-memory 500M, or 2G');
}

/** Flags about the places where it will be trained; the day is told to those that have a last one. */
function targetOptions({ values }: Parsed, io: Io): Partial<CheckOptions> {
  const one = (name: string): string | undefined => values.get(name)?.[0];
  return {
    today: io.today(),
    ...(values.has('for') && { for: values.get('for')! }),
    ...(values.has('rules-dir') && { rulesDir: one('rules-dir')! }),
    ...(values.has('tokenizer') && { tokenizer: one('tokenizer')! }),
    ...(values.has('chat-template') && { chatTemplate: one('chat-template')! }),
  };
}

/** What the flags ask the runner for. Places, excerpts and progress are the shell's business. */
export function checkOptions(parsed: Parsed, io: Io): CheckOptions {
  const { values, switches } = parsed;
  const inputs = [...parsed.positionals, ...parsed.literal];
  const one = (name: string): string | undefined => values.get(name)?.[0];
  const columns = Object.fromEntries(COLUMNS.flatMap((name) => (one(name) === undefined ? [] : [[name, one(name)!]])));
  const task = one('task');
  const failOn = one('fail-on') as 'error' | 'warn' | 'info' | undefined;
  const maxWarnings = whole(parsed, 'max-warnings');
  const stdinFilename = one('stdin-filename');
  const threads = threadsOf(one('threads'));
  const maxMemory = one('max-memory');
  const list = (name: string): readonly string[] =>
    (values.get(name) ?? []).flatMap((v) => v.split(',')).filter((v) => v !== '');
  const reads = [...inputs, ...(values.get('train') ?? []), ...(values.get('eval') ?? [])].filter(
    (name) => name === '-',
  ).length;
  if (reads > 1) throw new FtlintError('usage', 'stdin (-) can be read once only');
  if (stdinFilename !== undefined && reads === 0)
    throw new FtlintError('usage', '--stdin-filename names the input -, which is not among the inputs');
  return {
    inputs,
    cwd: io.cwd,
    engine: engineOf(io.env['FTLINT_ENGINE']),
    ...(reads > 0 && { stdin: interruptible(io.stdin(), io.signal) }),
    ...(stdinFilename !== undefined && { stdinFilename }),
    ...(task !== undefined && { task }),
    ...(values.has('train') && { train: values.get('train')! }),
    ...(values.has('eval') && { eval: values.get('eval')! }),
    ...(Object.keys(columns).length > 0 && { columns }),
    ...(one('group') !== undefined && { group: one('group')! }),
    ...(values.has('rule') && { rules: severities(values.get('rule')!) }),
    ...(values.has('only') && { only: list('only') }),
    ...(values.has('skip') && { skip: list('skip') }),
    ...(values.has('accept') && { accept: values.get('accept')!.map(parseAccept) }),
    ...targetOptions(parsed, io),
    ...(failOn !== undefined && { failOn }),
    ...(maxWarnings !== undefined && { maxWarnings }),
    ...(threads !== undefined && { threads }),
    ...(maxMemory !== undefined && { maxMemory: sizeOf(maxMemory) }),
    ...(switches.has('lines') && { lines: true }),
    exitZero: switches.has('exit-zero'),
    skipUnknown: switches.has('skip-unknown'),
    forceExclude: switches.has('force-exclude'),
    errorOnUnmatched: !switches.has('no-error-on-unmatched'),
    signal: io.signal,
  };
}
