import { createRandom } from './random.mjs';
import { createVocabulary, SCRIPTS } from './vocabulary.mjs';

const RECENT = 4096;
const FOREIGN = ['latin', 'cyrillic', 'asian', 'emoji'];

/**
 * Texts of one seed. `fresh(n)` has n words; `some(mean)` has a log-normal number of them, or is now and then
 * a repeat of an earlier text (3 %), one with a word changed (2 %), empty (0.5 %) or two spaces (0.5 %).
 * `form`: 10 % of the texts that `some` makes are of words with marks, in this normal form.
 */
export function createTexts(seed, form) {
  const random = createRandom(seed);
  const { below, unit, gauss } = random;
  const word = createVocabulary(random);
  const recent = [];
  let kept = 0;

  const script = () => (below(100) < 8 ? FOREIGN[below(FOREIGN.length)] : undefined);

  function fresh(count, mixed = script()) {
    const every = mixed === 'asian' ? 2 : 4;
    let text = '';
    let capital = true;
    for (let i = 0; i < count; i++) {
      const foreign = mixed === undefined ? undefined : SCRIPTS[mixed];
      let next = foreign !== undefined && i % every === 0 ? foreign[below(foreign.length)] : word();
      if (capital) next = next[0].toUpperCase() + next.slice(1);
      capital = false;
      text += i === 0 ? next : ` ${next}`;
      const mark = below(60);
      if (mark < 4) {
        text += '.';
        capital = true;
      } else if (mark < 7) text += ',';
      else if (mark === 7) text += ` "${word()}"`;
      else if (mark === 8 && below(4) === 0) text += '\n';
    }
    return `${text}.`;
  }

  function some(mean) {
    const kind = unit();
    const earlier = kept === 0 ? undefined : recent[below(Math.min(kept, RECENT))];
    if (kind < 0.03 && earlier !== undefined) return earlier;
    if (kind < 0.05 && earlier !== undefined) {
      const words = earlier.split(' ');
      words[below(words.length)] = word();
      return words.join(' ');
    }
    if (kind >= 0.05 && kind < 0.055) return '';
    if (kind >= 0.055 && kind < 0.06) return '  ';
    const count = Math.max(3, Math.min(mean * 12, Math.round(mean * Math.exp(0.6 * gauss() - 0.18))));
    const marked = form !== undefined && below(10) === 0;
    const text = marked ? fresh(count, 'composed').normalize(form) : fresh(count);
    recent[kept++ % RECENT] = text;
    return text;
  }

  return { random, word, fresh, some };
}
