/** Sucrase's own parser, of which its package declares the types elsewhere than where the code is. */
declare module "sucrase/dist/esm/parser/index.js" {
  export { parse } from "sucrase/dist/types/parser";
}

declare module "sucrase/dist/esm/parser/tokenizer/types.js" {
  export { TokenType } from "sucrase/dist/types/parser/tokenizer/types";
}

declare module "sucrase/dist/esm/parser/tokenizer/keywords.js" {
  export { ContextualKeyword } from "sucrase/dist/types/parser/tokenizer/keywords";
}
