import type { Rule } from '../src/rule.ts';
import { allWeightsZero } from './checks/conversation/all-weights-zero.ts';
import { contentType } from './checks/conversation/content-type.ts';
import { emptyAssistant } from './checks/conversation/empty-assistant.ts';
import { emptyMessages } from './checks/conversation/empty-messages.ts';
import { emptyUser } from './checks/conversation/empty-user.ts';
import { foreignRole } from './checks/conversation/foreign-role.ts';
import { lastTurnNotAssistant } from './checks/conversation/last-turn-not-assistant.ts';
import { missingContent } from './checks/conversation/missing-content.ts';
import { missingRole } from './checks/conversation/missing-role.ts';
import { noAssistant } from './checks/conversation/no-assistant.ts';
import { noUser } from './checks/conversation/no-user.ts';
import { notAMessage } from './checks/conversation/not-a-message.ts';
import { nullContent } from './checks/conversation/null-content.ts';
import { oneOpening } from './checks/conversation/one-opening.ts';
import { rolesNotAlternating } from './checks/conversation/roles-not-alternating.ts';
import { startsWithAssistant } from './checks/conversation/starts-with-assistant.ts';
import { systemNotFirst } from './checks/conversation/system-not-first.ts';
import { unknownRole } from './checks/conversation/unknown-role.ts';
import { weightNot0Or1 } from './checks/conversation/weight-not-0-or-1.ts';
import { weightNotOnAssistant } from './checks/conversation/weight-not-on-assistant.ts';
import { differentAnswers } from './checks/duplicate/different-answers.ts';
import { repeatedAnchor } from './checks/duplicate/repeated-anchor.ts';
import { uniformMultiplicity } from './checks/duplicate/uniform-multiplicity.ts';
import { blankLine } from './checks/file/blank-line.ts';
import { controlCharacter } from './checks/file/control-character.ts';
import { csvColumnCount } from './checks/file/csv-column-count.ts';
import { csvHeader } from './checks/file/csv-header.ts';
import { csvLooseQuote } from './checks/file/csv-loose-quote.ts';
import { csvNaToken } from './checks/file/csv-na-token.ts';
import { csvUnclosedQuote } from './checks/file/csv-unclosed-quote.ts';
import { duplicateKey } from './checks/file/duplicate-key.ts';
import { invalidJson } from './checks/file/invalid-json.ts';
import { invalidUtf8 } from './checks/file/invalid-utf8.ts';
import { jsonLinesExtension } from './checks/file/json-lines-extension.ts';
import { loneSurrogate } from './checks/file/lone-surrogate.ts';
import { mixedLineEndings } from './checks/file/mixed-line-endings.ts';
import { nanLiteral } from './checks/file/nan-literal.ts';
import { notAnObject } from './checks/file/not-an-object.ts';
import { precisionLoss } from './checks/file/precision-loss.ts';
import { tooDeep } from './checks/file/too-deep.ts';
import { truncatedLastRecord } from './checks/file/truncated-last-record.ts';
import { unicodeLineSeparator } from './checks/file/unicode-line-separator.ts';
import { utf8Bom } from './checks/file/utf8-bom.ts';
import { wrongEncoding } from './checks/file/wrong-encoding.ts';
import { wrongExtension } from './checks/file/wrong-extension.ts';
import { labelBlank } from './checks/label/label-blank.ts';
import { labelIdsNotContiguous } from './checks/label/label-ids-not-contiguous.ts';
import { labelLooksNumeric } from './checks/label/label-looks-numeric.ts';
import { labelMissing } from './checks/label/label-missing.ts';
import { labelMixedTypes } from './checks/label/label-mixed-types.ts';
import { labelUnlabelled } from './checks/label/label-unlabelled.ts';
import { labelVariants } from './checks/label/label-variants.ts';
import { singleClass } from './checks/label/single-class.ts';
import { sortedByLabel } from './checks/label/sorted-by-label.ts';
import { tooManyClasses } from './checks/label/too-many-classes.ts';
import { evalOnlyLabel } from './checks/leakage/eval-only-label.ts';
import { groupLeakage } from './checks/leakage/group-leakage.ts';
import { missingEval } from './checks/leakage/missing-eval.ts';
import { splitTooSmall } from './checks/leakage/split-too-small.ts';
import { blankText } from './checks/length/blank-text.ts';
import { lengthOutlier } from './checks/length/length-outlier.ts';
import { recordTooLarge } from './checks/length/record-too-large.ts';
import { sortedByLength } from './checks/length/sorted-by-length.ts';
import { answerMonotony } from './checks/pair/answer-monotony.ts';
import { blankSide } from './checks/pair/blank-side.ts';
import { blankStep } from './checks/pair/blank-step.ts';
import { chosenEqualsRejected } from './checks/pair/chosen-equals-rejected.ts';
import { columnOrder } from './checks/pair/column-order.ts';
import { flippedPreference } from './checks/pair/flipped-preference.ts';
import { identicalSides } from './checks/pair/identical-sides.ts';
import { identicalSummary } from './checks/pair/identical-summary.ts';
import { implicitPromptBroken } from './checks/pair/implicit-prompt-broken.ts';
import { ktoBalance } from './checks/pair/kto-balance.ts';
import { ktoLabelNotBoolean } from './checks/pair/kto-label-not-boolean.ts';
import { lengthShortcut } from './checks/pair/length-shortcut.ts';
import { missingSide } from './checks/pair/missing-side.ts';
import { missingValueText } from './checks/pair/missing-value-text.ts';
import { oneSidedKto } from './checks/pair/one-sided-kto.ts';
import { oppositeAnswers } from './checks/pair/opposite-answers.ts';
import { outputRepeatsInput } from './checks/pair/output-repeats-input.ts';
import { positiveEqualsAnchor } from './checks/pair/positive-equals-anchor.ts';
import { positiveEqualsNegative } from './checks/pair/positive-equals-negative.ts';
import { preferenceLastRole } from './checks/pair/preference-last-role.ts';
import { promptAnswered } from './checks/pair/prompt-answered.ts';
import { promptEdgeWhitespace } from './checks/pair/prompt-edge-whitespace.ts';
import { promptInBothSides } from './checks/pair/prompt-in-both-sides.ts';
import { referenceMissing } from './checks/pair/reference-missing.ts';
import { scoreRange } from './checks/pair/score-range.ts';
import { stepLabelNotBoolean } from './checks/pair/step-label-not-boolean.ts';
import { stepsLength } from './checks/pair/steps-length.ts';
import { summaryLonger } from './checks/pair/summary-longer.ts';
import { swappedColumns } from './checks/pair/swapped-columns.ts';
import { aliasCollision } from './checks/shape/alias-collision.ts';
import { dateLikeColumn } from './checks/shape/date-like-column.ts';
import { extraKeys } from './checks/shape/extra-keys.ts';
import { inconsistentKeys } from './checks/shape/inconsistent-keys.ts';
import { lateKey } from './checks/shape/late-key.ts';
import { mediaCountMismatch } from './checks/shape/media-count-mismatch.ts';
import { mixedShapes } from './checks/shape/mixed-shapes.ts';
import { mixedTypes } from './checks/shape/mixed-types.ts';
import { nestedSchemaUnion } from './checks/shape/nested-schema-union.ts';
import { textInUnreadKeys } from './checks/shape/text-in-unread-keys.ts';
import { unknownShape } from './checks/shape/unknown-shape.ts';
import { wrongType } from './checks/shape/wrong-type.ts';
import { answersCutAtCap } from './checks/text/answers-cut-at-cap.ts';
import { assistantDisclaimer } from './checks/text/assistant-disclaimer.ts';
import { doubleTemplate } from './checks/text/double-template.ts';
import { identityShare } from './checks/text/identity-share.ts';
import { loopingText } from './checks/text/looping-text.ts';
import { markupJunk } from './checks/text/markup-junk.ts';
import { missingEos } from './checks/text/missing-eos.ts';
import { mojibake } from './checks/text/mojibake.ts';
import { refusalShare } from './checks/text/refusal-share.ts';
import { repeatedPhrases } from './checks/text/repeated-phrases.ts';
import { scriptMix } from './checks/text/script-mix.ts';
import { specialTokenInContent } from './checks/text/special-token-in-content.ts';
import { thinkInconsistent } from './checks/text/think-inconsistent.ts';
import { thinkUnbalanced } from './checks/text/think-unbalanced.ts';
import { unbalancedCodeFence } from './checks/text/unbalanced-code-fence.ts';
import { unfilledPlaceholder } from './checks/text/unfilled-placeholder.ts';
import { allMasked } from './checks/tokens/all-masked.ts';
import { badSegment } from './checks/tokens/bad-segment.ts';
import { iob2Illegal } from './checks/tokens/iob2-illegal.ts';
import { nothingTrained } from './checks/tokens/nothing-trained.ts';
import { segmentsNoEos } from './checks/tokens/segments-no-eos.ts';
import { tagType } from './checks/tokens/tag-type.ts';
import { tagsLength } from './checks/tokens/tags-length.ts';
import { tokenIdInvalid } from './checks/tokens/token-id-invalid.ts';
import { tokenIdsLength } from './checks/tokens/token-ids-length.ts';
import { duplicateToolCallId } from './checks/tool/duplicate-tool-call-id.ts';
import { toolArgumentsNotJson } from './checks/tool/tool-arguments-not-json.ts';
import { toolArgumentsSchema } from './checks/tool/tool-arguments-schema.ts';
import { toolResultWithoutCall } from './checks/tool/tool-result-without-call.ts';
import { toolsNotJson } from './checks/tool/tools-not-json.ts';
import { unansweredToolCall } from './checks/tool/unanswered-tool-call.ts';
import { undeclaredTool } from './checks/tool/undeclared-tool.ts';

/** Every rule that ships, by group, then by id. Static imports: the bundle holds them all. */
export const rules: readonly Rule[] = [
  allWeightsZero,
  contentType,
  emptyAssistant,
  emptyMessages,
  emptyUser,
  foreignRole,
  lastTurnNotAssistant,
  missingContent,
  missingRole,
  noAssistant,
  noUser,
  notAMessage,
  nullContent,
  oneOpening,
  rolesNotAlternating,
  startsWithAssistant,
  systemNotFirst,
  unknownRole,
  weightNot0Or1,
  weightNotOnAssistant,
  differentAnswers,
  repeatedAnchor,
  uniformMultiplicity,
  blankLine,
  controlCharacter,
  csvColumnCount,
  csvHeader,
  csvLooseQuote,
  csvNaToken,
  csvUnclosedQuote,
  duplicateKey,
  invalidJson,
  invalidUtf8,
  jsonLinesExtension,
  loneSurrogate,
  mixedLineEndings,
  nanLiteral,
  notAnObject,
  precisionLoss,
  tooDeep,
  truncatedLastRecord,
  unicodeLineSeparator,
  utf8Bom,
  wrongEncoding,
  wrongExtension,
  labelBlank,
  labelIdsNotContiguous,
  labelLooksNumeric,
  labelMissing,
  labelMixedTypes,
  labelUnlabelled,
  labelVariants,
  singleClass,
  sortedByLabel,
  tooManyClasses,
  evalOnlyLabel,
  groupLeakage,
  missingEval,
  splitTooSmall,
  blankText,
  lengthOutlier,
  recordTooLarge,
  sortedByLength,
  answerMonotony,
  blankSide,
  blankStep,
  chosenEqualsRejected,
  columnOrder,
  flippedPreference,
  identicalSides,
  identicalSummary,
  implicitPromptBroken,
  ktoBalance,
  ktoLabelNotBoolean,
  lengthShortcut,
  missingSide,
  missingValueText,
  oneSidedKto,
  oppositeAnswers,
  outputRepeatsInput,
  positiveEqualsAnchor,
  positiveEqualsNegative,
  preferenceLastRole,
  promptAnswered,
  promptEdgeWhitespace,
  promptInBothSides,
  referenceMissing,
  scoreRange,
  stepLabelNotBoolean,
  stepsLength,
  summaryLonger,
  swappedColumns,
  aliasCollision,
  dateLikeColumn,
  extraKeys,
  inconsistentKeys,
  lateKey,
  mediaCountMismatch,
  mixedShapes,
  mixedTypes,
  nestedSchemaUnion,
  textInUnreadKeys,
  unknownShape,
  wrongType,
  answersCutAtCap,
  assistantDisclaimer,
  doubleTemplate,
  identityShare,
  loopingText,
  markupJunk,
  missingEos,
  mojibake,
  refusalShare,
  repeatedPhrases,
  scriptMix,
  specialTokenInContent,
  thinkInconsistent,
  thinkUnbalanced,
  unbalancedCodeFence,
  unfilledPlaceholder,
  allMasked,
  badSegment,
  iob2Illegal,
  nothingTrained,
  segmentsNoEos,
  tagType,
  tagsLength,
  tokenIdInvalid,
  tokenIdsLength,
  duplicateToolCallId,
  toolArgumentsNotJson,
  toolArgumentsSchema,
  toolResultWithoutCall,
  toolsNotJson,
  unansweredToolCall,
  undeclaredTool,
];
