import { defineStore } from "pinia";
import { ref } from "vue";

export interface Notice {
  readonly id: number;
  readonly tone: "error" | "info";
  readonly text: string;
  /** Something that can be done about it. */
  readonly action: NoticeAction | null;
}

export interface NoticeAction {
  readonly label: string;
  run(): void;
}

/** How long a notice stands, in milliseconds: long enough to read two sentences twice. */
const LIFETIME_MS = 9_000;
/** Notices at once. The oldest leaves first. */
const MAX_NOTICES = 4;

/** Sentences that have no place of their own in the page. */
export const useNoticesStore = defineStore("notices", () => {
  const notices = ref<Notice[]>([]);
  let nextId = 1;

  function show(tone: Notice["tone"], text: string, action: NoticeAction | null = null): void {
    const notice = { id: nextId, tone, text, action };
    nextId += 1;
    // The same sentence twice says nothing new.
    const others = notices.value.filter((other) => other.text !== text);
    notices.value = [...others, notice].slice(-MAX_NOTICES);
    setTimeout(() => dismiss(notice.id), LIFETIME_MS);
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  return { notices, show, dismiss };
});
