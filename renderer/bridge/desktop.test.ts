import { afterEach, describe, expect, it, vi } from "vitest";
import type { ConnectionListener } from "../../shared/bridge";
import { DesktopBridge } from "./desktop";

/** One end of a port, in the test's hands: what Electron's ports do, without their process. */
class TestPort extends EventTarget {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: unknown[] = [];
  closed = false;

  postMessage(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
  }
}

function listener() {
  return { onOpen: vi.fn(), onMessage: vi.fn(), onLost: vi.fn() } satisfies ConnectionListener;
}

function arrive(port: TestPort, data: unknown = "tasklab:stream"): void {
  const event = new Event("message");
  Object.assign(event, { data, ports: [port] });
  Object.defineProperty(event, "source", { value: window });
  window.dispatchEvent(event);
}

afterEach(() => vi.useRealTimers());

it("hands commands to the preload script, and turns its failures into sentences", async () => {
  const call = vi.fn(async () => ({ ok: true, value: { accepted: 3 } }));
  const bridge = new DesktopBridge({ call, requestStream: () => {}, tellMenu: () => {} });
  const input = { session: "playground" } as const;
  expect(await bridge.call("tasks.cancelAll", input)).toEqual({ ok: true, value: { accepted: 3 } });
  expect(call).toHaveBeenCalledWith("tasks.cancelAll", input);
  call.mockRejectedValueOnce(new Error("gone"));
  expect(await bridge.call("tasks.cancelAll", input)).toEqual({
    ok: false,
    error: { code: "disconnected", message: "The main process did not answer: Error: gone" },
  });
});

it("hands what the menu has to follow to the preload script", () => {
  const tellMenu = vi.fn();
  const state = { enabled: ["run"], inEditor: true } as const;
  new DesktopBridge({ call: vi.fn(), requestStream: vi.fn(), tellMenu }).tellMenu(state);
  expect(tellMenu).toHaveBeenCalledWith(state);
});

describe("the stream", () => {
  it("asks for a port and speaks over the one that comes", () => {
    const requestStream = vi.fn();
    const heard = listener();
    const connection = new DesktopBridge({
      call: vi.fn(),
      requestStream,
      tellMenu: vi.fn(),
    }).connect(heard);
    expect(requestStream).toHaveBeenCalledOnce();
    const port = new TestPort();
    arrive(port, "something else");
    expect(heard.onOpen).not.toHaveBeenCalled();
    arrive(port);
    expect(heard.onOpen).toHaveBeenCalledOnce();
    connection.send({ type: "attach", session: "playground", from: null });
    expect(port.sent).toEqual(['{"type":"attach","session":"playground","from":null}']);
    port.onmessage!({ data: '{"type":"lab-closing"}' });
    expect(heard.onMessage).toHaveBeenCalledWith({ type: "lab-closing" });
    connection.close();
    expect(port.closed).toBe(true);
  });

  it("asks for another port when one closes", () => {
    vi.useFakeTimers();
    const requestStream = vi.fn();
    const heard = listener();
    const connection = new DesktopBridge({
      call: vi.fn(),
      requestStream,
      tellMenu: vi.fn(),
    }).connect(heard);
    const port = new TestPort();
    arrive(port);
    port.dispatchEvent(new Event("close"));
    expect(heard.onLost).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(250);
    expect(requestStream).toHaveBeenCalledTimes(2);
    connection.close();
  });
});
