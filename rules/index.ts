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
import { rolesNotAlternating } from './checks/conversation/roles-not-alternating.ts';
import { startsWithAssistant } from './checks/conversation/starts-with-assistant.ts';
import { systemNotFirst } from './checks/conversation/system-not-first.ts';
import { unknownRole } from './checks/conversation/unknown-role.ts';
import { differentAnswers } from './checks/duplicate/different-answers.ts';
import { uniformMultiplicity } from './checks/duplicate/uniform-multiplicity.ts';
import { blankLine } from './checks/file/blank-line.ts';
import { controlCharacter } from './checks/file/control-character.ts';
import { csvColumnCount } from './checks/file/csv-column-count.ts';
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
import { utf8Bom } from './checks/file/utf8-bom.ts';
import { wrongEncoding } from './checks/file/wrong-encoding.ts';
import { wrongExtension } from './checks/file/wrong-extension.ts';
import { labelBlank } from './checks/label/label-blank.ts';
import { labelIdsNotContiguous } from './checks/label/label-ids-not-contiguous.ts';
import { labelLooksNumeric } from './checks/label/label-looks-numeric.ts';
import { labelMissing } from './checks/label/label-missing.ts';
import { labelMixedTypes } from './checks/label/label-mixed-types.ts';
import { labelVariants } from './checks/label/label-variants.ts';
import { singleClass } from './checks/label/single-class.ts';
import { tooManyClasses } from './checks/label/too-many-classes.ts';
import { evalOnlyLabel } from './checks/leakage/eval-only-label.ts';
import { groupLeakage } from './checks/leakage/group-leakage.ts';
import { missingEval } from './checks/leakage/missing-eval.ts';
import { blankText } from './checks/length/blank-text.ts';
import { lengthOutlier } from './checks/length/length-outlier.ts';
import { answerMonotony } from './checks/pair/answer-monotony.ts';
import { blankSide } from './checks/pair/blank-side.ts';
import { chosenEqualsRejected } from './checks/pair/chosen-equals-rejected.ts';
import { flippedPreference } from './checks/pair/flipped-preference.ts';
import { identicalSides } from './checks/pair/identical-sides.ts';
import { identicalSummary } from './checks/pair/identical-summary.ts';
import { ktoLabelNotBoolean } from './checks/pair/kto-label-not-boolean.ts';
import { missingSide } from './checks/pair/missing-side.ts';
import { oneSidedKto } from './checks/pair/one-sided-kto.ts';
import { oppositeAnswers } from './checks/pair/opposite-answers.ts';
import { outputRepeatsInput } from './checks/pair/output-repeats-input.ts';
import { swappedColumns } from './checks/pair/swapped-columns.ts';
import { inconsistentKeys } from './checks/shape/inconsistent-keys.ts';
import { mixedShapes } from './checks/shape/mixed-shapes.ts';
import { mixedTypes } from './checks/shape/mixed-types.ts';
import { unknownShape } from './checks/shape/unknown-shape.ts';
import { wrongType } from './checks/shape/wrong-type.ts';
import { mojibake } from './checks/text/mojibake.ts';
import { specialTokenInContent } from './checks/text/special-token-in-content.ts';
import { unfilledPlaceholder } from './checks/text/unfilled-placeholder.ts';
import { toolArgumentsNotJson } from './checks/tool/tool-arguments-not-json.ts';
import { toolResultWithoutCall } from './checks/tool/tool-result-without-call.ts';

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
  rolesNotAlternating,
  startsWithAssistant,
  systemNotFirst,
  unknownRole,
  differentAnswers,
  uniformMultiplicity,
  blankLine,
  controlCharacter,
  csvColumnCount,
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
  utf8Bom,
  wrongEncoding,
  wrongExtension,
  labelBlank,
  labelIdsNotContiguous,
  labelLooksNumeric,
  labelMissing,
  labelMixedTypes,
  labelVariants,
  singleClass,
  tooManyClasses,
  evalOnlyLabel,
  groupLeakage,
  missingEval,
  blankText,
  lengthOutlier,
  answerMonotony,
  blankSide,
  chosenEqualsRejected,
  flippedPreference,
  identicalSides,
  identicalSummary,
  ktoLabelNotBoolean,
  missingSide,
  oneSidedKto,
  oppositeAnswers,
  outputRepeatsInput,
  swappedColumns,
  inconsistentKeys,
  mixedShapes,
  mixedTypes,
  unknownShape,
  wrongType,
  mojibake,
  specialTokenInContent,
  unfilledPlaceholder,
  toolArgumentsNotJson,
  toolResultWithoutCall,
];
