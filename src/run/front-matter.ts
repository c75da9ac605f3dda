/** A value of the small part of YAML that is read here. */
export type Yaml = string | readonly Yaml[] | ReadonlyMap<string, Yaml>;

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Blocks inside blocks before the rest is given up. */
const DEPTH = 8;
/** Signs of a line, at most: no path is longer. */
const LONGEST = 500;

/**
 * The value of one top-level key of the YAML between the `---` lines that a Markdown file begins with: block lists, block maps,
 * quoted and plain scalars, lists in brackets, which is what the Hub writes and documents for `configs`. Undefined where there
 * is no such key; what is written otherwise is left out, not guessed.
 */
export function frontMatter(markdown: string, key: string): Yaml | undefined {
  const lines = markdown.replace(/^\ufeff/, '').split(/\r?\n/);
  if (lines[0]?.trimEnd() !== '---') return undefined;
  const end = lines.indexOf('---', 1);
  const body = lines.slice(1, end < 0 ? lines.length : end).flatMap(lineOf);
  const at = body.findIndex(({ indent, text }) => indent === 0 && text === `${key}:`);
  if (at < 0) return undefined;
  const after = body.findIndex(({ indent, text }, i) => i > at && indent === 0 && !isItem(text));
  const block = body.slice(at + 1, after < 0 ? body.length : after);
  return block.length === 0 ? undefined : createReader(block).block(block[0].indent, 0);
}

function lineOf(line: string): readonly Line[] {
  const text = line.trim();
  return text === '' || text.startsWith('#') || text.length > LONGEST
    ? []
    : [{ indent: line.length - line.trimStart().length, text }];
}

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ');
const KEY = /^("[^"]*"|'[^']*'|[^\s"'[{][^:]*?)\s*:(?:\s+(.*))?$/;

function createReader(lines: Line[]): { block(indent: number, depth: number): Yaml } {
  let at = 0;

  function block(indent: number, depth: number): Yaml {
    if (depth > DEPTH) {
      at = lines.length;
      return '';
    }
    return isItem(lines[at].text) ? list(indent, depth) : map(indent, depth);
  }

  function list(indent: number, depth: number): Yaml {
    const items: Yaml[] = [];
    while (at < lines.length && lines[at].indent === indent && isItem(lines[at].text)) {
      const { text } = lines[at];
      const rest = text.slice(1).trimStart();
      if (rest === '') {
        at++;
        items.push(below(indent, depth));
      } else if (KEY.test(rest) || isItem(rest)) {
        // `- a: 1` begins a map that stands as far in as its first key.
        const inner = indent + text.length - rest.length;
        lines[at] = { indent: inner, text: rest };
        items.push(block(inner, depth + 1));
      } else {
        items.push(scalar(rest));
        at++;
      }
    }
    return items;
  }

  function map(indent: number, depth: number): Yaml {
    const members = new Map<string, Yaml>();
    while (at < lines.length && lines[at].indent === indent) {
      const [, key, value = ''] = KEY.exec(lines[at].text) ?? [];
      if (key === undefined) break;
      at++;
      const next = lines[at];
      const listHere = next?.indent === indent && isItem(next.text);
      members.set(
        String(scalar(key)),
        value !== '' ? scalar(value) : listHere ? list(indent, depth + 1) : below(indent, depth),
      );
    }
    // What is indented otherwise belongs to nothing that is read here.
    while (at < lines.length && lines[at].indent > indent) at++;
    return members;
  }

  /** The block that stands further in; nothing when there is none. */
  function below(indent: number, depth: number): Yaml {
    return at < lines.length && lines[at].indent > indent ? block(lines[at].indent, depth + 1) : '';
  }
  return { block };
}

function scalar(text: string): Yaml {
  const quoted = /^(?:"([^"]*)"|'([^']*)')\s*(?:#.*)?$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  const flow = /^\[(.*)\]\s*(?:#.*)?$/.exec(text);
  if (flow !== null)
    return flow[1]
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map((item) => item.replace(/^(["'])(.*)\1$/, '$2'));
  return text.replace(/\s+#.*$/, '');
}
