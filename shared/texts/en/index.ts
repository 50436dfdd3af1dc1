import { native } from "./native";
import { settings } from "./settings";

/** The texts in English. They say what there is; every other language follows them. */
export const en = { native, settings } as const;
