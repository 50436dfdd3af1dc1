/**
 * Follows the pointer from where it was pressed until it is let go.
 * @param onMove gets how far it was moved, in CSS pixels
 */
export function followPointer(
  event: PointerEvent,
  onMove: (dx: number, dy: number) => void,
  onEnd: () => void,
): void {
  const target = event.currentTarget as HTMLElement;
  const { clientX, clientY, pointerId } = event;
  target.setPointerCapture(pointerId);
  const move = (moved: PointerEvent) => onMove(moved.clientX - clientX, moved.clientY - clientY);
  const end = () => {
    target.removeEventListener("pointermove", move);
    target.removeEventListener("pointerup", end);
    target.removeEventListener("pointercancel", end);
    onEnd();
  };
  target.addEventListener("pointermove", move);
  target.addEventListener("pointerup", end);
  target.addEventListener("pointercancel", end);
}
