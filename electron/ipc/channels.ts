/** The names on Electron's IPC, known to the main process and the preload script alone. */
export const CALL_CHANNEL = "tasklab:call";
export const STREAM_CHANNEL = "tasklab:stream";
export const MENU_CHANNEL = "tasklab:menu";
export const MENU_STATE_CHANNEL = "tasklab:menu-state";
