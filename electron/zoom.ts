/** How large the page can be shown: the steps that browsers take, from half to three times its size. */
export const ZOOM_FACTORS = [
  0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3,
] as const;

export type ZoomChange = "in" | "out" | "reset";

/** Factors that are nearer to each other than this are one: the window keeps them as powers of 1.2. */
const SAME = 0.005;

/** The factor that follows from `factor`: a step further, or that of a new window. The last step stays. */
export function zoomed(factor: number, change: ZoomChange): number {
  switch (change) {
    case "in":
      return ZOOM_FACTORS.find((step) => step > factor + SAME) ?? ZOOM_FACTORS.at(-1)!;
    case "out":
      return ZOOM_FACTORS.findLast((step) => step < factor - SAME) ?? ZOOM_FACTORS[0];
    case "reset":
      return 1;
  }
}
