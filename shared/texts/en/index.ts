import { native } from "./native";
import { recordings } from "./recordings";
import { settings } from "./settings";

/** The texts in English. They say what there is; every other language follows them. */
export const en = { native, recordings, settings } as const;
