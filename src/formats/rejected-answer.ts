import { type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { addSaid, lastMessage, listSaid } from './messages.ts';
import { twoAnswers } from './two-answers.ts';

/** A conversation whose last message is preferred to another answer that stands beside it. */
export function rejectedAnswer(format: Format): Fill {
  const [turnsAt, rejectedAt] = ['turns', 'rejected'].map((field) => placeOf(format, field));
  const { input, chosen, rejected, texts, sample, close } = twoAnswers();
  return (view, at) => {
    const turns = (sample.promptEntry = at[turnsAt]);
    const rejectedEntry = (sample.rejectedEntry = at[rejectedAt]);
    const answer = (sample.chosenEntry = lastMessage(view, turns));
    addSaid(view, input.reset(), turns, 0, view.codePoints(turns) - 1);
    addSaid(view, chosen.reset(), answer);
    addSaid(view, rejected.reset(), rejectedEntry);
    texts.reset();
    listSaid(view, texts, turns);
    listSaid(view, texts, rejectedEntry);
    return close(view);
  };
}
