/** The web host's bounds, each with what it trades. */
export interface WebLimits {
  /** Open connections. A page has seven at most; more hold more memory. What comes past it is closed unread. */
  readonly connections: number;
  /** Pages that follow the lab at the same time. Each has every event sent to it. */
  readonly streams: number;
  /** How long a request's head may take to arrive, in milliseconds. Shorter frees a connection sooner on which nothing comes. */
  readonly headMs: number;
  /** How long a whole request may take to arrive, in milliseconds: the largest command, from this machine. */
  readonly requestMs: number;
  /**
   * How often a page has to show that it is there, in milliseconds; once it may miss it. Sooner finds a
   * dead connection sooner, and with it what was queued for it; later is kinder to a machine that stutters.
   */
  readonly heartbeatMs: number;
  /** Commands a second, and how many at once: far more than pages send, and few enough to leave the loop its turns. */
  readonly commands: Rate;
  /** The same for what one page says on its event stream: an acknowledgement for each repaint. */
  readonly streamRequests: Rate;
  /** Refusals that are logged. Others are counted: whoever is refused cannot fill a disk. */
  readonly loggedRefusals: Rate;
}

/** So many at once, and so many more with each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export const WEB_LIMITS: WebLimits = {
  connections: 256,
  streams: 32,
  headMs: 10_000,
  requestMs: 30_000,
  heartbeatMs: 10_000,
  commands: { burst: 2_000, perSecond: 500 },
  streamRequests: { burst: 1_000, perSecond: 500 },
  loggedRefusals: { burst: 20, perSecond: 1 / 30 },
};

/** The head of one request, in bytes. Node's own bound: other servers' cookies come along, since cookies know no ports. */
export const MAX_HEAD_BYTES = 16_384;
