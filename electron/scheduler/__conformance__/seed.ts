/** What every run of the tests compares, in Node and in a browser's worker. */
export const SEED = 20_260_301;
export const PROGRAMS = 2300;
/** Of those, some have no answer in CPython. */
export const LEAST_COMPARED = 2000;
