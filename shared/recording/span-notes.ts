/** Events, and links, that one span has at most; the others are counted. OpenTelemetry's own default. */
const MAX_PER_SPAN = 128;

/** What a task's span gets that its table does not keep. */
export class SpanNotes {
  readonly events: string[] = [];
  droppedEvents = 0;
  readonly links: string[] = [];
  droppedLinks = 0;
  /** Who is linked already: a task may be awaited by the same one many times. */
  readonly awaiters = new Set<number>();

  addEvent(event: string): void {
    if (this.events.length < MAX_PER_SPAN) this.events.push(event);
    else this.droppedEvents += 1;
  }

  addLink(awaiter: number, link: () => string): void {
    if (this.awaiters.has(awaiter)) return;
    if (this.links.length === MAX_PER_SPAN) {
      this.droppedLinks += 1;
      return;
    }
    this.awaiters.add(awaiter);
    this.links.push(link());
  }
}

/** For spans that need none. */
export const NO_NOTES = new SpanNotes();
