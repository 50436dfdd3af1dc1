/** Made by the build (`build/program-types.ts`) of the lab's own sources. */
declare module "virtual:program-types" {
  /** The language's declarations, by file name. */
  export const libraryFiles: Readonly<Record<string, string>>;
  /** The declarations of the module "tasklab", by path. */
  export const taskLabFiles: Readonly<Record<string, string>>;
  /** The one of them that is the module. */
  export const entry: string;
  /** Declares what it exports as names that need no import. */
  export const globals: string;
}
