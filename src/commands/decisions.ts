/** What decides and reads by hand: one file of the bundle, loaded when it is asked for. */
export { adviseCommand } from './advise/advise.ts';
export { reviewCommand } from './advise/review.ts';
