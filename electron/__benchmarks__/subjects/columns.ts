import type { Subject } from "../tests";
import { recording, recordingIntoNewMemory, recordingWhenFull, streaming } from "./lab-events";

/** The lab as it is: events stay in columns from the recorder into the page. */
export const subject: Subject = {
  i1: recording,
  i2: recordingIntoNewMemory,
  i3: recordingWhenFull,
  j: (events) => streaming(events),
};
