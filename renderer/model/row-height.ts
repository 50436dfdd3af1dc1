/** Height of a task's row and of its lane, in CSS pixels: the two are one line. */
export const ROW_HEIGHT = 28;

/** Height of the column heads and of the time axis beside them, in CSS pixels. */
export const AXIS_HEIGHT = 26;
