import type { Catalog } from "../keys";
import { native } from "./native";
import { recordings } from "./recordings";
import { settings } from "./settings";

export const de: Catalog = { native, recordings, settings };
