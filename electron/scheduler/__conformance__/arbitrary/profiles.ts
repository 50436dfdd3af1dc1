/** How often a program uses each group of features, relative to the others; 0 leaves it out. */
export interface Profile {
  waiting: number;
  futures: number;
  callbacks: number;
  scopes: number;
  locks: number;
  queues: number;
  contexts: number;
  eager: number;
}

/**
 * A program that uses everything meets few deep situations of any one feature, so most programs
 * draw on few groups.
 */
export const PROFILES: readonly Profile[] = [
  { waiting: 4, futures: 2, callbacks: 2, scopes: 2, locks: 2, queues: 2, contexts: 1, eager: 1 },
  { waiting: 5, futures: 0, callbacks: 0, scopes: 0, locks: 0, queues: 0, contexts: 0, eager: 0 },
  { waiting: 3, futures: 4, callbacks: 4, scopes: 0, locks: 0, queues: 0, contexts: 0, eager: 1 },
  { waiting: 2, futures: 0, callbacks: 1, scopes: 6, locks: 0, queues: 0, contexts: 0, eager: 1 },
  { waiting: 1, futures: 0, callbacks: 1, scopes: 1, locks: 7, queues: 0, contexts: 0, eager: 0 },
  { waiting: 1, futures: 0, callbacks: 1, scopes: 1, locks: 0, queues: 7, contexts: 0, eager: 0 },
  { waiting: 2, futures: 0, callbacks: 3, scopes: 1, locks: 0, queues: 0, contexts: 6, eager: 3 },
];
