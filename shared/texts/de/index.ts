import type { Catalog } from "../keys";
import { native } from "./native";
import { settings } from "./settings";

export const de: Catalog = { native, settings };
