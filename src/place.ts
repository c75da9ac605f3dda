/** The package's root as a file URL ending in `/`: `..` is the root from `src/` and from the flat `dist/` alike, so this is the one file that may ask where it lies. */
export const root = new URL('../', import.meta.url);
