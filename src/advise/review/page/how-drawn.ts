import type { SplitName } from '../../../core/tape.ts';
import { bandOf, type Draw } from '../sample/draw.ts';
import type { ReviewItem } from '../sample/items.ts';

/** Writes a number. */
type Grouped = (n: number) => string;

/** Why others stand beside those that were drawn, or why there are none. */
const beside = (worst: number, clean: boolean): string =>
  worst > 0
    ? `and ${worst} of the worst, which have findings`
    : clean
      ? 'and none for its findings: no record has an error or a warning of its own'
      : 'and none for its findings: those with some are among them, or there was no room for them';

function classLine(ofClasses: number, { count, exact, without }: Draw['classes'], grouped: Grouped): readonly string[] {
  if (count < 2) return [];
  if (without === undefined)
    return [`There are ${exact ? '' : 'about '}${grouped(count)} classes, more than records here: not each has one.`];
  const rare = `${ofClasses} that those drawn lack have one record each (class), which says nothing about the set`;
  const missing = without === 0 ? '' : `; ${without} have none: a larger --n has room for them`;
  return [`Of ${grouped(count)} classes ${ofClasses === 0 ? 'each has a record here' : rare}${missing}.`];
}

function lengthLine(items: readonly ReviewItem[], thirds: Draw['thirds'], grouped: Grouped): readonly string[] {
  if (thirds === undefined) return [];
  const count = { short: 0, middle: 0, long: 0 };
  for (const { why, length } of items) if (why === 'drawn') count[bandOf(length ?? 0, thirds)]++;
  const [short, middle] = thirds.map(grouped);
  return [
    `Of those drawn ${count.short} are short, ${count.middle} middle, ${count.long} long: thirds of the set, which end at ${short} and ${middle} characters of text (bytes of a record without).`,
  ];
}

/** Lines that are no records: none is drawn, whatever stands in it. */
function brokenLine(broken: number, shown: number, grouped: Grouped): readonly string[] {
  if (broken === 0) return [];
  const [are, they] =
    broken === 1
      ? ['1 line more cannot be read as a record', 'it is']
      : [
          `${grouped(broken)} lines more cannot be read as records`,
          `${shown === broken ? 'they are' : `${shown} of them ${shown === 1 ? 'is' : 'are'}`}`,
        ];
  return [
    `${are}: ${shown === 0 ? 'not on this page, `ftlint check` says where' : `${they} on this page, among the worst`}.`,
  ];
}

const SPLIT_NAMES: Readonly<Record<SplitName, string>> = { train: 'training', validation: 'validation', test: 'test' };
const splitName = (name: string): string => `the ${SPLIT_NAMES[name as SplitName] ?? name} split`;

/** That other splits stand beside and are left out. */
function splitLine({ split, beside }: Chosen, grouped: Grouped): readonly string[] {
  if (beside.length === 0) return [];
  const many = beside.reduce((sum, { records }) => sum + records, 0);
  const why =
    split === 'train'
      ? `Drawn from ${splitName(split)} alone, because that is what is trained on`
      : `There is no training split, so all are from ${splitName(split)}`;
  const others = beside.map(({ name }) => splitName(name)).join(' and ');
  return [
    `${why}: the ${many === 1 ? 'record' : `${grouped(many)} records`} of ${others} ${many === 1 ? 'is' : 'are'} not on this page.`,
  ];
}

/** That the worst may not be the worst of all: of each finding only the first places are kept. */
const cutLine = ({ cut }: Chosen, grouped: Grouped): readonly string[] =>
  cut === undefined
    ? []
    : [
        `The worst are the worst of those that were looked at: of each finding the first ${grouped(cut)} records in file order. Some findings have more; \`ftlint check\` counts them.`,
      ];

/** What the records of a page were chosen from. */
export interface Chosen {
  readonly split: SplitName;
  /** Records of that split that can be read, and lines that cannot. */
  readonly records: number;
  readonly broken: number;
  /** No record of it has an error or a warning of its own. */
  readonly clean: boolean;
  /** The other splits. */
  readonly beside: readonly { readonly name: string; readonly records: number }[];
  /** Places of one finding of which the worst were chosen, where a finding has more; undefined: all were. */
  readonly cut: number | undefined;
}

/** How the records of a page were chosen, a paragraph each: what the interval of a review rests on. */
export function howChosen(
  items: readonly ReviewItem[],
  { classes, thirds }: Draw,
  of: Chosen,
  grouped: Grouped,
): readonly string[] {
  const many = (kind: ReviewItem['why']): number => items.filter(({ why }) => why === kind).length;
  const spread = classes.count < 2 ? 'from short to long' : 'over the classes by their shares and from short to long';
  return [
    `${many('drawn')} of ${grouped(of.records)} records, drawn by record hash and spread ${spread}, ${beside(many('worst'), of.clean)}. The same file and the same number give the same records; copies count once.`,
    splitLine(of, grouped).join(' '),
    [
      ...brokenLine(of.broken, items.filter(({ length }) => length === undefined).length, grouped),
      ...classLine(many('class'), classes, grouped),
      ...lengthLine(items, thirds, grouped),
      ...(many('worst') > 0 ? cutLine(of, grouped) : []),
    ].join(' '),
  ].filter((paragraph) => paragraph !== '');
}
