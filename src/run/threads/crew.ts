import { type Helper, startHelper } from './helper.ts';

/** The worker threads of a run: started once, for one data set after the other. */
export interface Crew {
  /** Starts threads that will probably be needed, while this one does something else. */
  prepare(count: number): void;
  hire(count: number): readonly Helper[];
  /** Ends them, whatever they do: until then the process lives. */
  end(): void;
}

/** A crew without threads: they start when they are asked for. */
export function createCrew(): Crew {
  let helpers: Helper[] = [];
  const prepare = (count: number): void => {
    helpers = helpers.filter(({ alive }) => alive());
    while (helpers.length < count) helpers.push(startHelper());
  };
  return {
    prepare,
    hire(count) {
      prepare(count);
      return helpers.slice(0, count);
    },
    end() {
      for (const helper of helpers.splice(0)) helper.end();
    },
  };
}
