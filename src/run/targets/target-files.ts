import type { FileReport, FindingReport } from '../../core/report.ts';
import type { TargetFile } from '../../core/target-types.ts';
import { render } from '../../core/template.ts';
import { BUILT_IN } from '../../targets/built-in.ts';
import type { AskedTarget } from '../../targets/asked-types.ts';
import type { Case } from '../case.ts';
import { ownWords } from './target-findings.ts';

const LEVEL = { fail: 'error', warn: 'warn', info: 'info' } as const;

/** Findings about files that the target has an opinion on. */
export function fileFindings({ target, label }: AskedTarget, c: Case): readonly FindingReport[] {
  const meta = BUILT_IN.file;
  const set = c.filter.set(meta.id);
  if (set === 'off' || !c.filter.speaks(meta.id, meta.group)) return [];
  return target.files.flatMap((fact): FindingReport[] => {
    const found = factOf(fact, c);
    if (found === undefined) return [];
    const data = { target: label, ...found.data };
    const message = render(fact.message, data) + ownWords(fact.says);
    return [
      {
        rule: meta.id,
        scope: `target:${label}`,
        severity: set ?? LEVEL[fact.level],
        count: found.count,
        set: true,
        title: render(found.count === 1 ? meta.title.one : meta.title.other, data),
        message,
        fix: 'none',
        places: [],
        shown: 0,
      },
    ];
  });
}

interface Found {
  readonly count: number;
  readonly data: Readonly<Record<string, string | number>>;
}

/** A stream has no name unless it was given one. */
const isNamed = (path: string): boolean => path !== '<stdin>';

/** Files or records of which the fact holds; undefined: none. */
function factOf({ fact, options = {} }: TargetFile, c: Case): Found | undefined {
  const { files } = c;
  const those = (holds: (file: FileReport) => boolean): Found | undefined => {
    const found = files.filter(holds);
    return found.length === 0 ? undefined : { count: found.length, data: { path: found[0].path, count: found.length } };
  };
  const problems = (rule: string): number => c.state.sink.of(rule)?.count ?? 0;
  const counted = (count: number): Found | undefined => (count === 0 ? undefined : { count, data: { count } });
  switch (fact) {
    case 'extension':
      return those(
        ({ path }) => isNamed(path) && !(options.allowed ?? []).some((extension) => path.endsWith(extension)),
      );
    case 'compressed':
      return those(({ compression }) => compression !== null);
    case 'container':
      return those(({ container }) => !(options.allowed ?? []).includes(container));
    case 'json-array':
      return those(({ container }) => container === 'json-array');
    case 'encoding':
      return (
        those(({ encoding }) => encoding !== 'utf-8') ?? counted(problems('invalid-utf8') + problems('wrong-encoding'))
      );
    case 'bom':
      return counted(problems('utf8-bom'));
    case 'no-bom':
      return problems('utf8-bom') > 0 ? undefined : those(() => true);
    case 'file-name': {
      // The pattern is the target's, written by us or by whoever gives --rules-dir.
      const pattern = new RegExp(options.pattern ?? '', 'u');
      return those(({ path }) => isNamed(path) && !pattern.test(path.replace(/^.*[\\/]/, '')));
    }
    case 'validation-file':
      return those(({ split }) => split === 'validation');
    case 'no-validation-file':
      return files.some(({ split }) => split === 'validation') ? undefined : { count: 1, data: {} };
    case 'problem':
      return counted(problems(options.rule ?? ''));
  }
}
