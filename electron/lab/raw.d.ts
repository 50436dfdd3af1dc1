/** A file as text: Vite's `?raw`. How a coroutine that runs is also the source that is shown. */
declare module "*?raw" {
  const text: string;
  export default text;
}
