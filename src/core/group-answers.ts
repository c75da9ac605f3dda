import type { Group_ } from './rule-types.ts';

/** Usable members of a group that say different things. */
export interface Answers {
  readonly usable: number;
  /** The first member, and the first after it with another output. */
  readonly first: number;
  readonly other: number;
}

/** The usable members of a group, if two of them have different outputs. Asked of every key: makes nothing otherwise. */
export function twoAnswers(group: Group_): Answers | undefined {
  let usable = 0;
  let first = -1;
  let other = -1;
  for (let i = 0; i < group.size; i++) {
    if (group.empty(i) || group.unfit(i)) continue;
    usable++;
    if (first < 0) first = i;
    else if (other < 0 && group.output(i) !== group.output(first)) other = i;
  }
  return other < 0 ? undefined : { usable, first, other };
}
