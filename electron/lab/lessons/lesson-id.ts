/** What a lesson's file may be called, without its ending. */
export const LESSON_ID = /^[A-Za-z0-9][\w-]{0,79}$/;

export const LESSON_SUFFIX = ".md";
