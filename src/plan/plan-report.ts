import type { Fate } from '../core/target-types.ts';
import type { Steps } from './run-cost.ts';
import type { Fit, Gpu, Sharding } from './fit.ts';
import type { Memory } from './memory-types.ts';
import type { Band, Method, Settings } from './plan-types.ts';
import type { Room } from './room.ts';

/** Whether a run fits one kind of card, by how many there are. */
export interface GpuFit {
  readonly gpu: Pick<Gpu, 'id' | 'title' | 'memory' | 'bf16'>;
  /** For 1, 2, 4, 8 cards and as many as are asked for: bytes on each (middle of the range) and whether that fits. */
  readonly counts: readonly { readonly gpus: number; readonly bytes: number; readonly fit: Fit }[];
}

/** What one method needs for one model. */
export interface MethodPlan {
  readonly method: Method;
  readonly title: string;
  /** Parameters that are trained: an exact integer. */
  readonly trainable: number;
  /** Of all parameters, in [0, 1]. */
  readonly share: number;
  /** Bytes of what is kept in the end: the whole model in bf16, or the adapter. */
  readonly resultBytes: number;
  /** Bytes of a checkpoint that training can go on from: the result in its precision and the optimizer's state. */
  readonly checkpointBytes: number;
  /** Bytes on one card, middle of the range. */
  readonly memory: Memory & { readonly total: number };
  readonly range: Band;
  readonly fits: readonly GpuFit[];
}

/** What is known about one model. */
export interface ModelPlan {
  readonly id: string;
  readonly title: string;
  /** How it was asked for, where that is not its name: `7B`. */
  readonly asked?: string;
  /** Exact. */
  readonly parameters: number;
  /** Parameters that one token passes; equal to all but for mixtures of experts. */
  readonly activeParameters: number;
  /** Bytes of the weights in bf16. */
  readonly bf16Bytes: number;
  /** Tokens; absent where the config does not say. */
  readonly context?: number;
  readonly modules: readonly string[];
  readonly source: string;
  readonly methods: readonly MethodPlan[];
}

/** How long one method runs on so many cards of a kind, and what that costs. */
export interface TimePlan {
  readonly model: string;
  readonly method: Method;
  readonly gpu: string;
  readonly gpus: number;
  /** Whether it fits so many cards. */
  readonly fit: Fit;
  /** Of one card; padding is not counted. */
  readonly tokensPerSecond: Band;
  /** Null where it does not fit: a run that cannot start takes no time and costs nothing. */
  readonly hours: Band | null;
  readonly gpuHours: Band | null;
  readonly microBatches: {
    /** That each card works through in all epochs. */
    readonly count: number;
    /** Seconds that one takes at least, however few tokens it holds. */
    readonly seconds: Band;
    /** Whether that, and not the tokens, makes the hours: at the low or the high end. */
    readonly hold: boolean;
  };
  /** Dollars an hour and card; absent where none is known. */
  readonly price?: Price;
  /** Dollars; absent without a price. */
  readonly money?: Band | null;
}

/** What a card is rented for, in dollars an hour. */
export interface Price extends Band {
  readonly source: string;
  /** Of the list, YYYY-MM-DD; absent for a price of the command line. */
  readonly date?: string;
}

/**
 * What the loss sees of the rows: tokens of the answers, of the last answer, or all; some (not the same of every record); one
 * label a row; whole texts beside each other; what the model will answer; two answers, of which one is preferred.
 */
export type Learns = 'answers' | 'last-answer' | 'all' | 'some' | 'labels' | 'texts' | 'samples' | 'pairs';

/** What the check says of the data there. */
export interface Verdict {
  readonly verdict: string;
  /** How many records a run meets, and what becomes of them. */
  readonly records: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** That nothing trains there as it is, a sentence: the run ends, or the file is refused. */
  readonly stops?: string;
  /** The first thing that breaks there, in the words of the check. */
  readonly because?: string;
  /** Why not all records are read, a clause each. */
  readonly reasons: readonly string[];
}

/** The data set as the trainer counts it. */
export interface DataPlan extends Verdict {
  readonly files: readonly string[];
  /** As it was asked for; `rows` where they are planned by themselves. */
  readonly target: string;
  /** Whether it is trained by others, who bill tokens. */
  readonly hosted: boolean;
  readonly tokenizer: string;
  /** Half width of the tokens' estimate as a share; 0: counted. */
  readonly error: number;
  /** That are read in an epoch. */
  readonly rows: number;
  /** Of them, those of which the loss sees nothing. */
  readonly untrainedRows: number;
  readonly tokens: number;
  readonly learns: Learns;
  /** Tokens that the loss sees in an epoch; 0 where it sees labels, texts or what the model will answer. */
  readonly trainedTokens: number;
  /** Shares: each row padded to the sequence, rows packed, each batch padded to its longest row. */
  readonly padding: { readonly alone: number; readonly packed: number; readonly batch: number };
  readonly steps: Steps;
  /** Tokens that a hosted place bills, and dollars where a price is given. */
  readonly billed: {
    readonly rule: string;
    /** Where the rule was read. */
    readonly source: string;
    readonly tokens: number;
    readonly money?: number;
  };
}

/** The cheapest method that fits so many cards, and what else would fit. */
export interface Recommendation {
  readonly gpu: string;
  readonly gpus: number;
  readonly model: string;
  readonly line: string;
  readonly method?: Method;
  readonly room?: Room;
  /** Of the trainer named by `--for`, to paste. */
  readonly flags?: readonly string[];
  /** Choices of the person that have to be set there and of which the spelling is not known, as flags of ours. */
  readonly unspelt?: readonly string[];
  /** Those of them that are other ones with the longest sequence, or with the largest batch. */
  readonly roomFlags?: { readonly sequence?: readonly string[]; readonly batch?: readonly string[] };
}

/** All that `ftlint plan` says, as `--json` prints it. */
export interface PlanReport {
  readonly version: string;
  readonly settings: Settings;
  /** Cards of the run, and what they share where there are several. */
  readonly gpus: number;
  readonly sharding: Sharding;
  readonly models: readonly ModelPlan[];
  readonly data?: DataPlan;
  readonly times: readonly TimePlan[];
  readonly recommendations: readonly Recommendation[];
  /** Sentences beside the numbers: where the guide differs, how old prices are, what was assumed. */
  readonly notes: readonly string[];
}
