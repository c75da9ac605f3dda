/** Everything that a rule may import: the types of core, the statistics, and seven ways to define a rule. */
import type { FormatIssue } from './core/format-types.ts';
import { openingFold, type OpeningRule } from './core/opening-rule.ts';
import type { FoldRule, GroupRule, RecordRule, RuleMeta } from './core/rule-types.ts';
import { sampleFold, type SampleRule } from './core/sample-rule.ts';
import type { Problem } from './core/tape.ts';
import type { TargetRule } from './core/target-types.ts';

export type * from './core/rule-types.ts';
export type * from './core/record.ts';
export type * from './core/measures.ts';
export type * from './core/shapes.ts';
export type * from './core/target-types.ts';
export { TARGET_ROLES } from './core/target-types.ts';
export type { FormatIssue } from './core/format-types.ts';
export type { Problem, SplitName } from './core/tape.ts';
export type { Codec } from './stats/codec.ts';
export { isUniform } from './core/measures.ts';
export { Role } from './core/record.ts';
export { Flag, ValueType } from './core/tape.ts';
export { TYPE_NAMES } from './core/view.ts';
export { hashText, hex, normalise } from './core/hash.ts';
export { type Answers, twoAnswers } from './core/group-answers.ts';
export { countGroup, groupCounting, type GroupCounts } from './core/group-counts.ts';
export type { OpeningCounts } from './core/opening-rule.ts';
export { Openings } from './core/openings.ts';
export { markupTemplate, typedBos, wordTemplate } from './core/rendered.ts';
export { endsInLoop } from './core/loops.ts';
export {
  afterUnit,
  firstMark,
  hasCodes,
  isBlankUnit,
  isWordUnit,
  lastMark,
  lastUnit,
  mayBeSpelt,
  unitAt,
  utf8Size,
} from './core/units.ts';
export { SAMPLE_SIZE, type Sampled } from './core/sample-rule.ts';
export { ANSWERING_ROLES, ASKING_ROLES, contentOf, lastMessage, roleOf } from './core/messages-of.ts';
export {
  type AskTurn,
  askTurns,
  inRoles,
  isList,
  roleBits,
  roleNumber,
  spelling,
  spellings,
  turnsOf,
  valueOf,
} from './core/target-turns-of.ts';
export { faults, optionsOf, roleList, textList } from './core/target-options.ts';
export { sameValue, saysText, shortText, shortValue, typeWord } from './core/found-words.ts';
export { isPart, onlyKey, partFields, partText, Said, said } from './core/target-parts.ts';
export { imagesIn, type TargetImage } from './core/target-images.ts';
export { aliasesOf } from './core/aliases.ts';
export { unreadTexts } from './core/unread-texts.ts';
export { compareRefs, keepFirst } from './core/ref-order.ts';
export { plainCodec } from './stats/codec.ts';
export { type ArgumentsFault, recordBudget } from './schema/check-arguments.ts';
export { schemaFault } from './schema/schema-fault.ts';
export { type DeclaredTools, declaredTools } from './tools/declared-tools.ts';
export { answeredIds, argumentsOf, callsOf, isToolResult, type ToolCall } from './tools/tool-calls.ts';
export { callsIn, hasCalls } from './tools/target-calls.ts';
export { type CallFault, callFault, textFault } from './tools/call-faults.ts';
export { firstUnanswered, idsAnswered, resultsIn } from './tools/answered.ts';
export { listedTools, type TargetTool } from './tools/target-tools.ts';
export { above, addLength, createLengths, type Lengths, mergeLengths, quantile } from './stats/lengths.ts';
export { keepSmallest, mergeSmallest } from './stats/smallest.ts';

/** A rule that judges one record at a time. */
export function defineRecordRule(rule: Omit<RecordRule, 'type'>): RecordRule {
  return { type: 'record', ...rule };
}

/** A rule that folds all records of a split into a small state of integers. */
export function defineFoldRule<S>(rule: Omit<FoldRule<S>, 'type'>): FoldRule<S> {
  return { type: 'fold', ...rule };
}

/** A rule about the share of records that are so or so, judged by a repeatable sample of `SAMPLE_SIZE` records of a split (all, where there are fewer). */
export function defineSampleRule<T>(rule: SampleRule<T>): ReturnType<typeof sampleFold<T>> {
  return sampleFold(rule);
}

/** A rule about the share of records with an answer that begins in a certain way; counts exactly, decodes next to nothing. */
export function defineOpeningRule(rule: OpeningRule): ReturnType<typeof openingFold> {
  return openingFold(rule);
}

/** A rule about records that share a key of a table. */
export function defineGroupRule<S>(rule: Omit<GroupRule<S>, 'type'>): GroupRule<S> {
  return { type: 'group', ...rule };
}

/**
 * A rule that reports what the reader or scanner saw: the first problem of a record whose code is `code` (default: the rule's id).
 * Uses the message `found`.
 */
export function defineProblemRule(rule: { readonly meta: RuleMeta; readonly code?: string }): RecordRule {
  const code = rule.code ?? rule.meta.id;
  const isOurs = (problem: Problem): boolean => problem.code === code;
  return defineRecordRule({
    meta: rule.meta,
    check(_record, report, { problems }) {
      // Titles count records: one record with ten such places is one finding.
      const problem = problems.length === 0 ? undefined : problems.find(isOurs);
      if (problem === undefined) return;
      const { offset, line, pointer, data } = problem;
      report('found', { offset, line, ...(pointer !== undefined && { pointer }), ...(data !== undefined && { data }) });
    },
  });
}

/**
 * A rule that reports why a record's values do not fit its format: the first issue of a record whose code is the rule's id.
 * Uses the message `found`, or the one that `message` chooses.
 */
export function defineIssueRule(rule: {
  readonly meta: RuleMeta;
  readonly message?: (data: FormatIssue['data']) => string;
}): RecordRule {
  const isOurs = (issue: FormatIssue): boolean => issue.code === rule.meta.id;
  return defineRecordRule({
    meta: rule.meta,
    check(_record, report, { issues }) {
      const issue = issues.length === 0 ? undefined : issues.find(isOurs);
      if (issue === undefined) return;
      const { entry, data } = issue;
      report(rule.message?.(data) ?? 'found', { ...(entry >= 0 && { entry }), data });
    },
  });
}

/** A check that targets ask for (rules/targets), with options of theirs. */
export function defineTargetRule<O>(rule: Omit<TargetRule<O>, 'type'>): TargetRule {
  // Options are data: they are held against the rule's schema before they are compiled.
  const typed: TargetRule<O> = { type: 'target', ...rule };
  return typed as unknown as TargetRule;
}
