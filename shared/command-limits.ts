/** What one command may ask for. Apart from the contract, so that forms can check it without the schemas. */

/** The most tasks that one command creates: more would hold up the loop for longer than a second. */
export const MAX_TASKS_AT_ONCE = 100_000;
/** The most coroutines that one command awaits directly, one after the other. */
export const MAX_AWAITS_AT_ONCE = 1_000;
/** The longest name of a task, in characters. */
export const MAX_NAME_LENGTH = 80;
/** The longest text of a program that is run, in characters. */
export const MAX_SOURCE_LENGTH = 200_000;
/** The longest name of a program, and of its file, in characters. */
export const MAX_TITLE_LENGTH = 100;
/** The most arguments with which a program's coroutine can be created. */
export const MAX_CALL_ARGUMENTS = 20;
/** The longest text of a lesson's program that a learner changed, in characters. */
export const MAX_LESSON_DRAFT_LENGTH = 20_000;
/** The longest name of a recording, in characters: with its ending, and three bytes a character, it still is a file name. */
export const MAX_RECORDING_NAME_LENGTH = 80;
/** Bytes of a recording that a page sends with one command. As base64 they fit the web host's largest command; more would make it stutter. */
export const MAX_UPLOAD_CHUNK_BYTES = 524_288;
/** The largest recording that a page may send, in bytes: about twice what the most events that a reader takes are as text. */
export const MAX_UPLOAD_BYTES = 2_000_000_000;
/** The largest picture that a page may save, in characters of base64: far more than the largest that it makes. */
export const MAX_IMAGE_LENGTH = 134_217_728;
/** The longest line that a page says of itself in diagnostics, in characters. */
export const MAX_PAGE_FACTS_LENGTH = 500;
