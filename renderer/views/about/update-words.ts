import type { UpdateObstacle, UpdateProblem, UpdateState } from "../../../shared/updates";
import { t } from "../../texts";

const OBSTACLES = {
  browser: "browser",
  "no-feed": "noFeed",
  "by-hand": "byHand",
} as const satisfies Record<UpdateObstacle, string>;

const PROBLEMS = {
  unreachable: "unreachable",
  "no-versions": "noVersions",
  damaged: "damaged",
  disk: "disk",
  other: "other",
} as const satisfies Record<UpdateProblem, string>;

/** How it stands with updates, in a sentence or two. */
export function updateSentence(state: UpdateState): string {
  switch (state.kind) {
    case "unavailable":
      return t(`updates.unavailable.${OBSTACLES[state.why]}`);
    case "off":
      return t("updates.isOff");
    case "waiting":
    case "checking":
    case "none":
      return t(`updates.${state.kind}`);
    case "available":
    case "ready":
    case "installing":
      return t(`updates.${state.kind}`, { version: state.update.version });
    case "downloading":
      return t("updates.downloading", { version: state.update.version, percent: state.percent });
    case "failed": {
      const { update, problem } = state;
      const what =
        update === null
          ? t("updates.failed.check")
          : t("updates.failed.download", { version: update.version });
      return `${what} ${t(`updates.problems.${PROBLEMS[problem]}`)}`;
    }
  }
}
