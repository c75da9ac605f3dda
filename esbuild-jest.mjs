// The whole jest transform: types are stripped, nothing is checked (tsc does that).
import { createHash } from 'node:crypto';
import { transformSync, version } from 'esbuild';

const options = { loader: 'ts', format: 'esm', target: 'es2023', sourcemap: 'inline', sourcesContent: false };

export default {
  process: (text, path) => ({ code: transformSync(text, { ...options, sourcefile: path }).code }),
  getCacheKey: (text, path) => createHash('md5').update(version).update(path).update(text).digest('hex'),
};
