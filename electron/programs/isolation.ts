/** What Node calls the permission model here; null where it has none. */
function permissionFlag(): string | null {
  const flags = process.allowedNodeEnvironmentFlags;
  return ["--permission", "--experimental-permission"].find((flag) => flags.has(flag)) ?? null;
}

/**
 * The arguments with which Node holds a process in, or one of its threads. See `host/main.ts` for
 * what each is worth.
 * @param folder the folder of the built host: all that may be read
 */
export function isolationArguments(folder: string): string[] {
  const permission = permissionFlag();
  return [
    "--no-warnings",
    "--experimental-vm-modules",
    ...(permission === null ? [] : [permission, `--allow-fs-read=${folder}`]),
  ];
}
