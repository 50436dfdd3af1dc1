import { config } from "@vue/test-utils";
import { i18n } from "../texts";

// As main.ts gives them to the page.
config.global.plugins = [i18n];
