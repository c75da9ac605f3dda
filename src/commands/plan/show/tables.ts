import type { Guide } from '../../../plan/guide.ts';
import type { MethodPlan, ModelPlan, PlanReport, Price, TimePlan } from '../../../plan/plan-report.ts';
import { type Band, METHOD_TITLES } from '../../../plan/plan-types.ts';
import { grouped } from '../../../reporters/numbers.ts';
import { bandOf, diskSize, gibibytes, gigabytes, percentOf, rangeWords } from './words.ts';

/** A table: a head and rows, all cells text; the first column says what. */
export interface Table {
  readonly title: string;
  /** What is a block of its own where the screen is narrow. */
  readonly blocks: 'columns' | 'rows';
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const PARTS = ['weights', 'gradients', 'optimizer', 'activations', 'logits', 'overhead'] as const;

const cardTitle = (title: string): string => title.replace(/^NVIDIA |^AMD /, '');

/** A kind of card with the memory that a program may use, unless its name says how large it is: `T4, 15 GiB, no bf16`. */
function cardName({ title, memory, bf16 }: MethodPlan['fits'][number]['gpu']): string {
  const size = /\d GB$/.test(title) ? '' : `, ${gibibytes(memory)} GiB`;
  return `${cardTitle(title)}${size}${bf16 === false ? ', no bf16' : ''}`;
}

/** In short where one kind of card is enough: `fits`, `tight, 2 fit`, `4 fit`, `does not fit`. */
function fitInShort({ counts }: MethodPlan['fits'][number]): string {
  const enough = counts.find(({ fit }) => fit === 'fits')?.gpus;
  if (enough === 1) return 'fits';
  const more = enough === undefined ? '' : `${enough} fit`;
  if (counts[0].fit === 'tight') return more === '' ? 'tight' : `tight, ${more}`;
  return more === '' ? 'does not fit' : more;
}

function* fitRows(methods: readonly MethodPlan[], each: boolean): Generator<readonly string[]> {
  const [{ fits }] = methods;
  for (const [i, { gpu, counts }] of fits.entries()) {
    const name = cardName(gpu);
    if (!each) yield [name, ...methods.map((one) => fitInShort(one.fits[i]))];
    else
      for (const [k, { gpus }] of counts.entries())
        yield [`${gpus === 1 ? name : `${gpus} of them`}`, ...methods.map((one) => one.fits[i].counts[k].fit)];
  }
}

/** One model, a column for each method. `each`: cards are told for each number of them, not in short. */
export function modelTable(
  { title, methods, parameters, activeParameters, bf16Bytes, context }: ModelPlan,
  each: boolean,
): Table {
  const row = (name: string, of: (one: MethodPlan) => string): readonly string[] => [name, ...methods.map(of)];
  const active = activeParameters < parameters ? ` (${grouped(activeParameters)} active)` : '';
  const reads = context === undefined ? '' : ` · context ${grouped(context)} tokens`;
  return {
    blocks: 'columns',
    title: `${title}: ${grouped(parameters)} parameters${active} · ${gigabytes(bf16Bytes)} GB in bf16${reads}`,
    head: ['', ...methods.map((one) => one.title)],
    rows: [
      row('trained parameters', (one) => grouped(one.trainable)),
      row('share of all', (one) => percentOf(one.share)),
      row('result on disk', (one) => diskSize(one.resultBytes)),
      row('checkpoint on disk', (one) => diskSize(one.checkpointBytes)),
      row('GPU memory, GB', (one) => rangeWords(one.range)),
      ...PARTS.map((part) => row(`  ${part}`, (one) => gigabytes(one.memory[part]))),
      ...fitRows(methods, each),
    ],
  };
}

/** Several models, a column for each. */
export function sideBySide(models: readonly ModelPlan[]): Table {
  const row = (name: string, of: (one: ModelPlan) => string): readonly string[] => [name, ...models.map(of)];
  const [{ methods }] = models;
  return {
    blocks: 'columns',
    title: 'Side by side',
    head: ['', ...models.map(({ asked, title }) => (asked === undefined ? title : `${asked} = ${title}`))],
    rows: [
      row('parameters', (one) => grouped(one.parameters)),
      row('size in bf16, GB', (one) => gigabytes(one.bf16Bytes)),
      row('size in fp32, GB', (one) => gigabytes(one.bf16Bytes * 2)),
      ...methods.flatMap(({ title, fits }, m) => [
        row(`${title}: trained`, (one) => grouped(one.methods[m].trainable)),
        row('  on disk', (one) => diskSize(one.methods[m].resultBytes)),
        row('  GPU memory, GB', (one) => rangeWords(one.methods[m].range)),
        ...fits.map(({ gpu }, g) => row(`  ${cardTitle(gpu.title)}`, (one) => fitInShort(one.methods[m].fits[g]))),
      ]),
    ],
  };
}

/** The guide's table; its numbers are for a 7B model. */
export function guideTable(guide: Guide, { title, methods }: ModelPlan): Table {
  const row = (name: string, of: Readonly<Record<MethodPlan['method'], string>>): readonly string[] => [
    name,
    ...methods.map(({ method }) => of[method]),
  ];
  return {
    blocks: 'columns',
    title: `The guide's table ("${guide.title}"), computed for ${title}`,
    head: ['', ...methods.map(({ title }) => title)],
    rows: [
      row('trained share', guide.trained),
      ['  computed', ...methods.map(({ share }) => percentOf(share))],
      ['GPU memory', ...methods.map(() => '')],
      ['  guide, 7B', ...methods.map(({ method }) => guide.memory[method])],
      ['  computed, GB', ...methods.map(({ range }) => rangeWords(range))],
      row('training speed', guide.speed),
      row('quality', guide.quality),
      row('recommended for', guide.when),
    ],
  };
}

/** What a card is rented for, and by whose word: `$1.19–2.79 an hour (list of 2026-09-25)`. */
const priceWords = ({ source, date, ...band }: Price): string =>
  `$${bandOf(band, 2)} an hour (${date === undefined ? source : `list of ${date}`})`;

/** Hours with so many digits as they deserve. */
const hoursWords = (band: Band): string =>
  band.high < 0.001 ? '< 0.001' : bandOf(band, band.high < 0.1 ? 3 : band.high < 1 ? 2 : 1);

/** Time and money: a table for each model and kind of card, a row for each method. */
export function timeTables({ times, data }: Pick<PlanReport, 'times' | 'data'>): readonly Table[] {
  const groups = new Map<string, TimePlan[]>();
  for (const one of times) {
    const name = `${one.model} on ${one.gpus} × ${one.gpu}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const speed = ({ low, high }: Band): string => `${grouped(Math.round(low))}–${grouped(Math.round(high))}`;
  const told = (band: Band | null | undefined, words: (band: Band) => string): string =>
    band === null || band === undefined ? '–' : words(band);
  return [...groups].map(([name, group]) => {
    const [{ price }] = group;
    const several = group.some(({ gpus }) => gpus > 1);
    const own = data?.hosted === true ? ', trained by yourself' : '';
    return {
      blocks: 'rows',
      title: `Time${price === undefined ? '' : ' and cost'} of ${name}${own}${price === undefined ? '' : ` at ${priceWords(price)}`}`,
      head: [
        'method',
        'memory',
        'tokens/s a card',
        'hours',
        ...(several ? ['GPU-hours'] : []),
        ...(price === undefined ? [] : ['$']),
      ],
      rows: group.map((one) => [
        METHOD_TITLES[one.method],
        one.fit,
        speed(one.tokensPerSecond),
        told(one.hours, hoursWords),
        ...(several ? [told(one.gpuHours, hoursWords)] : []),
        ...(price === undefined ? [] : [told(one.money, (band) => bandOf(band, band.high < 10 ? 2 : 0))]),
      ]),
    };
  });
}
