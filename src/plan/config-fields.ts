import { FtlintError } from '../core/error.ts';

/** A Hugging Face config.json, parsed. */
export type Config = Readonly<Record<string, unknown>>;

/** No size of a model is near it; what is above is a slip or an attack. */
const MOST = 1e7;

/** Reads numbers and switches of a config; what is missing is named together with the file. */
export interface ConfigFields {
  readonly type: string;
  /** A positive integer that must be there. */
  count(key: string): number;
  /** A positive integer, or `otherwise` where the key is absent or null. */
  countOr<T>(key: string, otherwise: T): number | T;
  flag(key: string, otherwise: boolean): boolean;
  list(key: string): readonly unknown[];
}

/** A config that no model can be built by; `name` is what the person called it. */
export const badConfig = (name: string, found: string): FtlintError =>
  new FtlintError(
    'bad-config',
    `${name}: ${found}`,
    'expected the config.json of a Hugging Face language model, whole and unchanged',
  );

/** Fields of a config; `name` is what the person called it. */
export function configFields(config: Config, name: string): ConfigFields {
  const bad = (key: string, found: string): FtlintError => badConfig(name, `${found} "${key}"`);
  const countOr = <T>(key: string, otherwise: T): number | T => {
    const value = config[key];
    if (value === undefined || value === null) return otherwise;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1 || value > MOST)
      throw bad(key, `${JSON.stringify(value)} is no positive integer:`);
    return value;
  };
  return {
    type: typeof config['model_type'] === 'string' ? config['model_type'] : '',
    countOr,
    count(key) {
      const value = countOr(key, undefined);
      if (value === undefined) throw bad(key, 'the key is missing:');
      return value;
    },
    flag: (key, otherwise) => (typeof config[key] === 'boolean' ? config[key] : otherwise),
    list: (key) => (Array.isArray(config[key]) ? config[key] : []),
  };
}
