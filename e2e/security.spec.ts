// What the page may do, on both hosts. The desktop's own part of Electron's security checklist stands
// in desktop-security.spec.ts.
import { expect, ONLY_BROWSER, test } from "./fixtures";

const ELSEWHERE = "http://127.0.0.1:9/";

test("the page loads nothing but its own files", async ({ lab, host }) => {
  host.problems.expect(/Content Security Policy|ERR_|Refused|violates/);
  const page = lab.page;
  const outcome = await page.evaluate(async (elsewhere) => {
    const blocked: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      blocked.push(event.effectiveDirective),
    );
    const load = (element: HTMLElement, attribute: string) => {
      element.setAttribute(attribute, `${elsewhere}x`);
      document.body.append(element);
    };
    load(document.createElement("img"), "src");
    load(document.createElement("script"), "src");
    load(document.createElement("iframe"), "src");
    load(document.createElement("object"), "data");
    load(document.createElement("video"), "src");
    await fetch(elsewhere).catch(() => undefined);
    for (let turn = 0; turn < 50 && blocked.length < 6; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return [...new Set(blocked)].sort();
  }, ELSEWHERE);
  expect(outcome).toEqual([
    "connect-src",
    "frame-src",
    "img-src",
    "media-src",
    "object-src",
    "script-src-elem",
  ]);
});

test("the page makes no code of strings", async ({ lab, host }) => {
  host.problems.expect(/Content Security Policy|unsafe-eval/);
  const errors = await lab.page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        // Later, since what a debugger evaluates may do more than the page itself.
        setTimeout(() => {
          const makers = [() => eval("1") as unknown, () => new Function("return 1")];
          resolve(
            makers.map((make) => {
              try {
                make();
                return "nothing";
              } catch (error) {
                return (error as Error).name;
              }
            }),
          );
        });
      }),
  );
  expect(errors).toEqual(["EvalError", "EvalError"]);
});

test(
  "the token that lets a page in leaves its address and its history, and nothing that it loads is told of it",
  ONLY_BROWSER,
  async ({ lab }) => {
    const token = await lab.page.evaluate(() => sessionStorage.getItem("tasklab-token"));
    expect(token).toMatch(/^[\w-]{32}$/);
    const referrers: string[] = [];
    lab.page.on("request", (request) => referrers.push(request.headers()["referer"] ?? ""));
    const browser = await lab.page.context().newCDPSession(lab.page);
    for (const enter of [() => lab.isReady(), () => lab.reload()]) {
      await enter();
      // Where Back and Forward lead.
      const { entries } = await browser.send("Page.getNavigationHistory");
      expect(entries.map(({ url }) => url).filter((url) => url.includes(token!))).toEqual([]);
      expect(lab.page.url()).not.toContain(token);
      expect(await lab.page.evaluate(() => document.referrer)).toBe("");
    }
    expect(referrers.length).toBeGreaterThan(0);
    expect(referrers.filter((referrer) => referrer !== "")).toEqual([]);
  },
);
