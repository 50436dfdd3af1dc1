/** What the build makes of an import with `?raw`: the file's text. */
declare module "*.py?raw" {
  const text: string;
  export default text;
}
