import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionListener } from "../../shared/bridge";
import { encodeFrame } from "../../shared/wire";
import { Script } from "../testing/script";
import { BrowserBridge } from "./browser";

/** What the page sees of a socket, in the test's hands. */
class TestSocket extends EventTarget {
  static readonly OPEN = 1;
  static readonly all: TestSocket[] = [];
  readonly address: string;
  readonly protocols: string[];
  readonly sent: string[] = [];
  readyState = 0;
  binaryType = "blob";

  constructor(address: string, protocols: string[]) {
    super();
    this.address = address;
    this.protocols = protocols;
    TestSocket.all.push(this);
  }

  static get last(): TestSocket {
    return TestSocket.all.at(-1)!;
  }

  open(): void {
    this.readyState = TestSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  send(data: string): void {
    this.sent.push(data);
  }

  close(reason = ""): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent("close", { reason }));
  }
}

function listener() {
  return { onOpen: vi.fn(), onMessage: vi.fn(), onLost: vi.fn() } satisfies ConnectionListener;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", TestSocket);
});
afterEach(() => {
  TestSocket.all.length = 0;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("commands", () => {
  it("are posted with the token", async () => {
    const fetched = vi.fn<typeof fetch>(() =>
      Promise.resolve(new Response('{"ok":true,"value":{"accepted":true}}')),
    );
    vi.stubGlobal("fetch", fetched);
    const result = await new BrowserBridge("secret").call("tasks.cancel", {
      session: "playground",
      task: 7,
    });
    expect(result).toEqual({ ok: true, value: { accepted: true } });
    const [address, init] = fetched.mock.calls[0]!;
    expect(address).toBe("/api/tasks.cancel");
    expect(new Headers(init!.headers).get("authorization")).toBe("Bearer secret");
    expect(init!.body).toBe('{"session":"playground","task":7}');
  });

  it("are sent again, once the lab takes more of them", async () => {
    const tooMany = () => new Response('{"ok":false}', { status: 429 });
    const fetched = vi
      .fn<typeof fetch>()
      .mockResolvedValueOnce(tooMany())
      .mockResolvedValueOnce(tooMany())
      .mockResolvedValueOnce(new Response('{"ok":true,"value":{"accepted":3}}'));
    vi.stubGlobal("fetch", fetched);
    const input = { session: "playground" } as const;
    const result = new BrowserBridge("secret").call("tasks.cancelAll", input);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await result).toEqual({ ok: true, value: { accepted: 3 } });
    expect(new Set(fetched.mock.calls.map(([, init]) => init!.body))).toEqual(
      new Set([JSON.stringify(input)]),
    );
    expect(fetched).toHaveBeenCalledTimes(3);
  });

  it("fail in a sentence when the lab cannot be reached", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await new BrowserBridge("secret").call("lab.describe", {})).toEqual({
      ok: false,
      error: {
        code: "disconnected",
        message: "The lab cannot be reached. Is Tasklab still running?",
      },
    });
  });
});

describe("the stream", () => {
  it("is opened with the token as a protocol, and gives frames and pushes", () => {
    const heard = listener();
    new BrowserBridge("secret").connect(heard);
    const socket = TestSocket.last;
    expect(socket.protocols).toEqual(["tasklab", "secret"]);
    expect(socket.binaryType).toBe("arraybuffer");
    socket.open();
    expect(heard.onOpen).toHaveBeenCalledOnce();
    socket.receive('{"type":"lab-closing"}');
    socket.receive(encodeFrame(new Script().created(1, "main").frame()));
    expect(heard.onMessage.mock.calls.map(([message]) => message.type)).toEqual([
      "lab-closing",
      "delta",
    ]);
  });

  it("opens again when it is lost, waiting longer each time", () => {
    const heard = listener();
    new BrowserBridge("secret").connect(heard);
    TestSocket.last.close();
    expect(heard.onLost).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(250);
    expect(TestSocket.all).toHaveLength(2);
    TestSocket.last.close();
    vi.advanceTimersByTime(250);
    expect(TestSocket.all).toHaveLength(2);
    vi.advanceTimersByTime(250);
    expect(TestSocket.all).toHaveLength(3);
    TestSocket.last.open();
    TestSocket.last.receive('{"type":"library"}');
    TestSocket.last.close();
    vi.advanceTimersByTime(250);
    expect(TestSocket.all).toHaveLength(4);
  });

  it("waits longer each time too if it is opened only to be closed, and tells why", () => {
    const heard = listener();
    new BrowserBridge("secret").connect(heard);
    for (const wait of [250, 500, 1_000]) {
      const opened = TestSocket.all.length;
      TestSocket.last.open();
      TestSocket.last.close("Too many pages follow this lab.");
      expect(heard.onLost).toHaveBeenLastCalledWith("Too many pages follow this lab.");
      vi.advanceTimersByTime(wait - 1);
      expect(TestSocket.all).toHaveLength(opened);
      vi.advanceTimersByTime(1);
      expect(TestSocket.all).toHaveLength(opened + 1);
    }
  });

  it("stays closed once it was closed", () => {
    const connection = new BrowserBridge("secret").connect(listener());
    TestSocket.last.open();
    connection.close();
    vi.advanceTimersByTime(60_000);
    expect(TestSocket.all).toHaveLength(1);
  });

  it("starts over when what comes cannot be read", () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const heard = listener();
    new BrowserBridge("secret").connect(heard);
    TestSocket.last.open();
    TestSocket.last.receive(new ArrayBuffer(2));
    expect(heard.onLost).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(250);
    expect(TestSocket.all).toHaveLength(2);
  });

  it("sends nothing while it is not open", () => {
    const connection = new BrowserBridge("secret").connect(listener());
    const request = { type: "attach", session: "playground", from: null } as const;
    connection.send(request);
    TestSocket.last.open();
    connection.send(request);
    expect(TestSocket.last.sent).toEqual([JSON.stringify(request)]);
  });
});
