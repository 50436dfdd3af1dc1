import type { Subject } from "../tests";
import { recording, streaming } from "./lab-events";

/** The lab as it is: events stay in columns from the recorder into the page. */
export const subject: Subject = { i1: recording, j: (events) => streaming(events) };
