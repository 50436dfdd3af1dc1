/** What one command may ask for. Apart from the contract, so that forms can check it without the schemas. */

/** The most tasks that one command creates: more would hold up the loop for longer than a second. */
export const MAX_TASKS_AT_ONCE = 100_000;
/** The most coroutines that one command awaits directly, one after the other. */
export const MAX_AWAITS_AT_ONCE = 1_000;
/** The longest name of a task, in characters. */
export const MAX_NAME_LENGTH = 80;
