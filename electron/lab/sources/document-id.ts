import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";

/** Where a document is kept. */
export type DocumentKind = "library" | "file" | "example" | "new";

/** Takes a document's id apart. @throws LabError ("bad-input") */
export function partsOf(document: string): { kind: DocumentKind; name: string } {
  const [, kind, name] = /^(library|file|example|new):(.+)$/su.exec(document) ?? [];
  if (kind === undefined || name === undefined) {
    throw new LabError("bad-input", `"${document}" names no program.`, "document");
  }
  return { kind: kind as DocumentKind, name };
}

export const documentOf = (kind: DocumentKind, name: string): string => `${kind}:${name}`;

export function noSuchDocument(name: string): LabError {
  return new LabError("not-found", refusal("program.notAny", { name }), "document");
}
