import { canCheck, downloadable } from "../../../shared/updates";
import type { Update, UpdateChoice, UpdateProblem, UpdateState } from "../../../shared/updates";

/** What happens to updates: the user chooses and asks, and whoever fetches them tells. */
export type UpdateEvent =
  | { readonly type: "chose"; readonly choice: UpdateChoice }
  | { readonly type: "check" }
  /** Null: there is no newer version. */
  | { readonly type: "found"; readonly update: Update | null }
  | { readonly type: "download"; readonly choice: UpdateChoice }
  | { readonly type: "progress"; readonly percent: number }
  | { readonly type: "downloaded" }
  | { readonly type: "install" }
  | { readonly type: "failed"; readonly problem: UpdateProblem; readonly detail: string };

/**
 * How it stands after an event. What does not fit, such as an answer that comes after the user has
 * switched updates off, changes nothing: the same state comes back.
 */
export function nextState(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.type) {
    case "chose":
      return afterChoice(state, event.choice);
    case "check":
      return canCheck(state) ? { kind: "checking" } : state;
    case "found":
      if (state.kind !== "checking") return state;
      return event.update === null ? { kind: "none" } : { kind: "available", update: event.update };
    case "download": {
      const update = downloadable(state, event.choice);
      return update === null ? state : { kind: "downloading", update, percent: 0 };
    }
    case "progress":
      return state.kind === "downloading" ? withPercent(state, event.percent) : state;
    case "downloaded":
      return state.kind === "downloading" ? { kind: "ready", update: state.update } : state;
    case "install":
      return state.kind === "ready" ? { kind: "installing", update: state.update } : state;
    case "failed":
      return afterFailure(state, event.problem, event.detail);
  }
}

function afterChoice(state: UpdateState, choice: UpdateChoice): UpdateState {
  if (state.kind === "unavailable" || state.kind === "installing") return state;
  if (choice === "off") return { kind: "off" };
  if (state.kind === "off") return { kind: "waiting" };
  // Who wants to be told only has nothing fetched, and nothing installed.
  if (choice === "tell" && (state.kind === "downloading" || state.kind === "ready")) {
    return { kind: "available", update: state.update };
  }
  return state;
}

/** It only grows: a part that is fetched anew is not told. */
function withPercent(
  state: Extract<UpdateState, { kind: "downloading" }>,
  percent: number,
): UpdateState {
  const whole = Math.min(100, Math.floor(percent));
  return whole > state.percent ? { ...state, percent: whole } : state;
}

function afterFailure(state: UpdateState, problem: UpdateProblem, detail: string): UpdateState {
  if (state.kind === "checking") return { kind: "failed", problem, detail, update: null };
  if (state.kind !== "downloading" && state.kind !== "installing") return state;
  return { kind: "failed", problem, detail, update: state.update };
}
