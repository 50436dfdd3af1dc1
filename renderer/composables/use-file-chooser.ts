import { useFileDialog } from "@vueuse/core";

/**
 * Lets the user choose a file in the browser's own dialog, from wherever in the page that is asked for.
 *
 * @param accept the endings that are offered: ".py,.ts"
 * @param take is given the file; nothing, if the user changes their mind
 */
export function useFileChooser(accept: string, take: (file: File) => void): () => void {
  // The same file can be chosen once more.
  const { open, onChange } = useFileDialog({ accept, multiple: false, reset: true });
  onChange((files) => {
    const file = files?.[0];
    if (file !== undefined) take(file);
  });
  return () => open();
}
