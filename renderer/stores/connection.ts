import { defineStore } from "pinia";
import { computed, ref } from "vue";
import type { Push } from "../../shared/stream";
import { useArrivalsStore } from "./arrivals";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useLessonsStore } from "./lessons";
import { useRecordingsStore } from "./recordings";
import { useSourceListStore } from "./source-list";
import { useUpdatesStore } from "./updates";

/**
 * - `connecting`: the page has just opened
 * - `open`: events come in
 * - `lost`: it is being tried again
 * - `ended`: the lab said that it closes
 */
export type ConnectionState = "connecting" | "open" | "lost" | "ended";

/** The connection to the lab: opened once, watched, and told about. */
export const useConnectionStore = defineStore("connection", () => {
  const { stream } = useHost();
  const arrivals = useArrivalsStore();
  const lab = useLabStore();
  const lessons = useLessonsStore();
  const recordings = useRecordingsStore();
  const sources = useSourceListStore();
  const updates = useUpdatesStore();

  const state = ref<ConnectionState>("connecting");
  /**
   * The lab has said what it offers. Shown before, each list would push those below it out of their
   * places as it came, and with them a button that somebody is pressing.
   */
  const isFurnished = ref(false);
  /** What the lab said when it closed the connection; empty if it said nothing. */
  const lostBecause = ref("");
  /** Attempts that failed since the connection was lost. */
  const attempts = ref(0);
  /** The lab answers, and does not let this page in. */
  const refused = computed(() => lab.problem?.code === "forbidden");

  function start(): void {
    stream.open({
      onOpen: () => {
        state.value = "open";
        attempts.value = 0;
        void recordings.refresh();
        void Promise.all([lab.describe(), sources.refresh(), lessons.refresh()]).then(() => {
          isFurnished.value = lab.description !== null;
        });
      },
      onLost: (reason) => {
        lostBecause.value = reason;
        if (state.value !== "ended") state.value = "lost";
        attempts.value += 1;
        lab.letTimeRun(false);
        recordings.forgetDownloads();
        // Its answer tells a lab that is gone from one that does not know this page any more.
        void lab.describe().then(() => {
          // The page's token will not become right by trying again.
          if (refused.value) stream.close();
        });
      },
      onPush: receive,
    });
  }

  function receive(push: Push): void {
    switch (push.type) {
      case "session":
        lab.setStatus(push.status);
        break;
      case "settings":
        lab.settings = push.settings;
        break;
      case "updates":
        updates.receive(push.state);
        break;
      case "library":
        void recordings.refresh();
        break;
      case "sources":
        void sources.refresh();
        break;
      case "lessons":
        void lessons.refresh();
        break;
      case "arrival":
        arrivals.announced += 1;
        break;
      case "job":
        recordings.receive(push);
        break;
      case "lab-closing":
        state.value = "ended";
        lab.letTimeRun(false);
        break;
    }
  }

  return { state, isFurnished, lostBecause, attempts, refused, start };
});
