const SYLLABLES = (
  'a the to of in it is on be at or an so we he my no by do go up us me if as am ' +
  'ka lo mi ro vi na fi lu ti un es al ed ra se co pa du li ter sha ben stu pel ain gre che mar ing'
).split(' ');
const WORDS = 30_000;
/** Slots of the cumulative table: a draw costs one look-up. */
const SLOTS = 1 << 20;

/**
 * 30,000 words made of syllables, as a function that draws one by the law of Zipf and Mandelbrot,
 * 1 / (rank + 2.7)^1.05; frequent words are short. Stands in for a list of real word counts, which nobody must install.
 */
export function createVocabulary({ draw, below }) {
  const words = [];
  const known = new Set();
  while (words.length < WORDS) {
    const rank = words.length;
    const syllables = rank < 50 ? 1 : rank < 2_000 ? 2 : 2 + below(2);
    const word = Array.from({ length: syllables }, () => SYLLABLES[below(SYLLABLES.length)]).join('');
    if (known.has(word)) continue;
    known.add(word);
    words.push(word);
  }
  const weights = words.map((_, rank) => 1 / (rank + 2.7) ** 1.05);
  const total = weights.reduce((a, b) => a + b, 0);
  const table = new Uint16Array(SLOTS);
  let sum = 0;
  let slot = 0;
  for (let rank = 0; rank < WORDS; rank++) {
    sum += weights[rank] / total;
    const end = rank === WORDS - 1 ? SLOTS : Math.round(sum * SLOTS);
    while (slot < end) table[slot++] = rank;
  }
  return () => words[table[draw() & (SLOTS - 1)]];
}

/** Words of other scripts, by what they put to the test. */
export const SCRIPTS = {
  latin: 'café naïve über façade niño señor Straße garçon élève jalapeño résumé Zürich São coração mañana'.split(' '),
  cyrillic: 'привет мир данные модель обучение текст ошибка быстро система человек время вопрос ответ'.split(' '),
  asian: '数据 模型 训练 你好 世界 问题 答案 学习 语言 东京 日本語 テスト 한국어 안녕하세요'.split(' '),
  emoji: '😀 🚀 👍🏽 ❤️ 🎉 🤖 🔥 ✨ 🙏 😂'.split(' '),
  /** Every word has another spelling in NFD. */
  composed: 'café élève Zürich mañana coração Việt đường được йод ёлка мой こんばんは ガラス 한국어 안녕'.split(' '),
};
