/** sfc32, a small fast generator of good quality (Chris Doty-Humphrey, PractRand), warmed up by 20 draws. */
function sfc32(a, b, c, d) {
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
}

/** Repeatable chance: the same seed gives the same draws on every machine. */
export function createRandom(seed) {
  const draw = sfc32(0x9e3779b9, seed, 0xb5297a4d, 1);
  for (let i = 0; i < 20; i++) draw();
  const unit = () => draw() / 2 ** 32;
  return {
    /** 32 bits. */
    draw,
    /** [0, 1). */
    unit,
    /** An integer in [0, n). */
    below: (n) => draw() % n,
    /** Standard normal, by Box and Muller. */
    gauss: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  };
}
