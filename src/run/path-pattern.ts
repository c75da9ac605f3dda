/**
 * Whether a path matches a pattern as data set cards write them: `*` within a folder, `**` across folders, `?`, `[0-9]`; a plain
 * name is a file or a folder with all in it. By a table of states, not by a regular expression: the pattern is somebody else's.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  const tokens = tokensOf(pattern.replace(/\/+$/, ''));
  if (tokens.every(({ kind }) => kind === 'sign') && path.startsWith(`${pattern.replace(/\/+$/, '')}/`)) return true;
  let states = closed(new Set([0]), tokens);
  for (const sign of path) {
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined || !accepts(token, sign)) continue;
      next.add(token.kind === 'star' || token.kind === 'stars' ? state : state + 1);
    }
    if (next.size === 0) return false;
    states = closed(next, tokens);
  }
  return states.has(tokens.length);
}

type Token =
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'any' | 'star' | 'stars' }
  | { readonly kind: 'class'; readonly ranges: readonly (readonly [string, string])[] };

/** `star` and `stars` may stand for nothing. */
function closed(states: Set<number>, tokens: readonly Token[]): Set<number> {
  for (const state of states) {
    const kind = tokens[state]?.kind;
    if (kind === 'star' || kind === 'stars') states.add(state + 1);
  }
  return states;
}

function accepts(token: Token, sign: string): boolean {
  if (token.kind === 'sign') return token.sign === sign;
  if (token.kind === 'stars') return true;
  if (sign === '/') return false;
  return token.kind !== 'class' || token.ranges.some(([from, to]) => from <= sign && sign <= to);
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  const signs = [...pattern];
  for (let i = 0; i < signs.length; i++) {
    const end = signs[i] === '[' ? signs.indexOf(']', i + 2) : -1;
    if (signs[i] === '*' && signs[i + 1] === '*') {
      tokens.push({ kind: 'stars' });
      i++;
      // `a/**/b` is also `a/b`.
      if (signs[i + 1] === '/') i++;
    } else if (signs[i] === '*') tokens.push({ kind: 'star' });
    else if (signs[i] === '?') tokens.push({ kind: 'any' });
    else if (end > 0) {
      tokens.push({ kind: 'class', ranges: rangesOf(signs.slice(i + 1, end)) });
      i = end;
    } else tokens.push({ kind: 'sign', sign: signs[i] });
  }
  return tokens;
}

function rangesOf(signs: readonly string[]): readonly (readonly [string, string])[] {
  const ranges: (readonly [string, string])[] = [];
  for (let i = 0; i < signs.length; i++) {
    const range = signs[i + 1] === '-' && i + 2 < signs.length;
    ranges.push([signs[i], range ? signs[i + 2] : signs[i]]);
    if (range) i += 2;
  }
  return ranges;
}
