import type { ColumnNames, Field, Format } from './format.ts';

/** Which field of which kind a column flag speaks about. */
const FIELD_OF = {
  text: { 'labelled-text': 'text', text: 'text' },
  label: { 'labelled-text': 'label', unpaired: 'label' },
  prompt: { pair: 'input', preference: 'prompt', unpaired: 'prompt', prompt: 'prompt' },
  completion: { pair: 'output', unpaired: 'completion' },
  messages: { conversation: 'turns' },
  chosen: { preference: 'chosen' },
  rejected: { preference: 'rejected' },
} as const satisfies Record<keyof ColumnNames, Partial<Record<Format['kind'], string>>>;

/** The formats that remain when columns are named: each reads the named key, and those without such a field are out. */
export function withColumns(formats: readonly Format[], columns: ColumnNames): readonly Format[] {
  const given = Object.entries(columns) as [keyof ColumnNames, string][];
  if (given.length === 0) return formats;
  const out: Format[] = [];
  for (const format of formats) {
    const fields: Record<string, Field> = { ...format.fields };
    // Who names the text means that one, not a pair.
    if (columns.text !== undefined && fields['second'] !== undefined) continue;
    const fits = given.every(([column, key]) => {
      const name = (FIELD_OF[column] as Partial<Record<Format['kind'], string>>)[format.kind];
      const field = name === undefined ? undefined : fields[name];
      if (name === undefined || field === undefined) return false;
      fields[name] = { ...field, keys: [key], required: true };
      return true;
    });
    if (fits && (format.root ?? 'object') === 'object') {
      // What the person says a column is outweighs what its neighbours look like.
      const { never: _never, ...rest } = format;
      out.push({ ...rest, fields });
    }
  }
  return out;
}
