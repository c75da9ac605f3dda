declare const VERSION: string | undefined;

/** The version of ftlint, put in by the build; `0.0.0` when run from source. */
export const version: string = typeof VERSION === 'string' ? VERSION : '0.0.0';
