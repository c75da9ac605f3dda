import { isCancel, log, multiselect, select, text } from '@clack/prompts';
import { type Ask, type Knowledge, nextAsk, type Said } from '../../advise/asking.ts';
import type { Terminal } from '../io.ts';

/** What can be chosen besides the answers to a question: no id of an answer has a colon. */
const [BACK, SKIP, HELP] = [':back', ':skip', ':help'];

/** What was typed or chosen at one question: answers by id, or where to go instead; undefined: it was left by Ctrl-C. */
async function chosen(
  { text: message, choices, takes }: Ask,
  first: boolean,
  { input, output }: Terminal,
): Promise<readonly string[] | undefined> {
  if (takes === 'line') {
    const line = await text({ message, placeholder: 'Enter leaves it out', input, output });
    return isCancel(line) ? undefined : [line.trim()].filter((typed) => typed !== '');
  }
  const keys = [
    ...(takes === 'many' ? [] : [{ value: SKIP, label: 'skip it' }]),
    ...(first ? [] : [{ value: BACK, label: 'back to the question before' }]),
    { value: HELP, label: 'help' },
  ];
  const options = [...choices.map(({ id, label }) => ({ value: id, label })), ...keys];
  const asked = { message, options, input, output };
  const answer = takes === 'many' ? await multiselect({ ...asked, required: false }) : await select(asked);
  return isCancel(answer) ? undefined : [answer].flat();
}

/** Asks one question at a time until all is said or somebody presses Ctrl-C, of which the terminal hears. Questions go to stderr: stdout is the answer's. */
export async function askAll(start: Said, knowledge: Knowledge, terminal: Terminal): Promise<Said> {
  const before: Said[] = [];
  let said = start;
  for (let ask = nextAsk(said, knowledge); ask !== undefined; ask = nextAsk(said, knowledge)) {
    const answer = await chosen(ask, before.length === 0, terminal);
    if (answer === undefined) {
      terminal.interrupt();
      return said;
    }
    if (answer.includes(HELP)) log.info(ask.help, { output: terminal.output });
    else if (answer.includes(BACK)) said = before.pop() ?? said;
    else {
      // One goes back to choices: a line can be left empty.
      if (ask.takes !== 'line') before.push(said);
      said = ask.take(answer.filter((one) => one !== SKIP));
    }
  }
  return said;
}
