/** Bounds of lessons, which are files that anybody may have written. Each with what it trades. */

/** Characters of a lesson's file. A long lesson has a sixth of it; the worst text of that length takes half a second to read, in which the lab answers nobody. */
export const MAX_LESSON_LENGTH = 60_000;
/** Characters of a line. What makes Markdown slow to read are long lines full of marks. */
export const MAX_LINE_LENGTH = 2_000;
/** Characters of one block of settings. */
export const MAX_SETTINGS_LENGTH = 10_000;
/** Cells of a lesson. */
export const MAX_CELLS = 30;
/** Lists, quotes and emphasis within each other. */
export const MAX_DEPTH = 12;
/** Lines that a cell may be said to print. */
export const MAX_OUTPUT_LINES = 200;
/** Answers to one question. */
export const MAX_OPTIONS = 8;
/** Tasks whose times are to be predicted: more do not fit a drawing. */
export const MAX_PREDICTED_TASKS = 12;
/** Lessons that are listed from one folder; the others are told of. */
export const MAX_LESSONS = 200;
