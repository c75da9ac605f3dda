import type { TargetRule } from '../src/rule.ts';
import { targetBothKeys } from './checks/target/target-both-keys.ts';
import { targetCharacters } from './checks/target/target-characters.ts';
import { targetColumns } from './checks/target/target-columns.ts';
import { targetContent } from './checks/target/target-content.ts';
import { targetExtraKey } from './checks/target/target-extra-key.ts';
import { targetFieldType } from './checks/target/target-field-type.ts';
import { targetFirstTurn } from './checks/target/target-first-turn.ts';
import { targetImages } from './checks/target/target-images.ts';
import { targetKeyMapped } from './checks/target/target-key-mapped.ts';
import { targetLabel } from './checks/target/target-label.ts';
import { targetLastTurn } from './checks/target/target-last-turn.ts';
import { targetListLength } from './checks/target/target-list-length.ts';
import { targetMessageKeys } from './checks/target/target-message-keys.ts';
import { targetMessageType } from './checks/target/target-message-type.ts';
import { targetParts } from './checks/target/target-parts.ts';
import { targetReference } from './checks/target/target-reference.ts';
import { targetRole } from './checks/target/target-role.ts';
import { targetRoleMapped } from './checks/target/target-role-mapped.ts';
import { targetRoleRefused } from './checks/target/target-role-refused.ts';
import { targetRolesNeeded } from './checks/target/target-roles-needed.ts';
import { targetSameLength } from './checks/target/target-same-length.ts';
import { targetSetting } from './checks/target/target-setting.ts';
import { targetSide } from './checks/target/target-side.ts';
import { targetText } from './checks/target/target-text.ts';
import { targetToolCalls } from './checks/target/target-tool-calls.ts';
import { targetToolResult } from './checks/target/target-tool-result.ts';
import { targetTools } from './checks/target/target-tools.ts';
import { targetTurnOrder } from './checks/target/target-turn-order.ts';
import { targetValue } from './checks/target/target-value.ts';
import { targetWeight } from './checks/target/target-weight.ts';
import { targetWords } from './checks/target/target-words.ts';

/** The rules that targets ask for, by id: apart from the registry of rules, because only a run with `--for` needs them. */
export const targetRules: readonly TargetRule[] = [
  targetBothKeys,
  targetCharacters,
  targetColumns,
  targetContent,
  targetExtraKey,
  targetFieldType,
  targetFirstTurn,
  targetImages,
  targetKeyMapped,
  targetLabel,
  targetLastTurn,
  targetListLength,
  targetMessageKeys,
  targetMessageType,
  targetParts,
  targetReference,
  targetRole,
  targetRoleMapped,
  targetRoleRefused,
  targetRolesNeeded,
  targetSameLength,
  targetSetting,
  targetSide,
  targetText,
  targetToolCalls,
  targetToolResult,
  targetTools,
  targetTurnOrder,
  targetValue,
  targetWeight,
  targetWords,
];
