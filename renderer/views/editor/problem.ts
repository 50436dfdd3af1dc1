/** What editors speak of, under their own names. */
export type {
  Language as CodeLanguage,
  SourceProblem as Problem,
} from "../../../shared/own-program";
