import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

async function serve(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
}

async function fetchFrom(lab: LabPage, baseUrl: string, post: string) {
  await lab.open("Settings");
  await lab.settings.set("Base URL", baseUrl);
  await lab.open("Playground");
  await lab.palette.create("fetch title", { fields: { post }, name: "fetch" });
  const row = lab.tasks.row("fetch");
  await expect(row.done).toHaveText("true");
  return row;
}

test("a bad base URL is refused next to its field, and nothing is lost", async ({ lab, host }) => {
  host.problems.expect(/settings\.update|base URL/i);
  await lab.open("Settings");
  await lab.settings.fill("Base URL", "ftp://files.example");
  await expect(lab.settings.refusals).toContainText(/http/);
  await expect(lab.settings.field("Base URL")).toHaveValue("ftp://files.example");
  await lab.settings.fill("Base URL", "no address at all");
  await expect(lab.settings.refusals).toHaveCount(1);
});

test("a server that cannot be reached is a sentence", async ({ lab }) => {
  const { server, url } = await serve(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const row = await fetchFrom(lab, url, "1");
  await expect(row.state).toHaveText("done: error");
  await expect(row.outcome).toContainText(`Nothing listens at ${url}`);
});

test("a post that is not there is a sentence", async ({ lab }) => {
  await lab.palette.create("fetch title", { fields: { post: "4000" }, name: "fetch" });
  const row = lab.tasks.row("fetch");
  await expect(row.state).toHaveText("done: error");
  await expect(row.outcome).toContainText("404");
});

test("a body that is no JSON is a sentence", async ({ lab }) => {
  const { server, url } = await serve((_request, response) => response.end("<html>hello</html>"));
  const row = await fetchFrom(lab, url, "1");
  await expect(row.state).toHaveText("done: error");
  await expect(row.outcome).toContainText(/JSON/);
  server.close();
});

test("any other server that answers in the posts' form works", async ({ lab }) => {
  const { server, url } = await serve((request, response) => {
    const id = Number(request.url?.split("/").at(-1));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ userId: 1, id, title: `title ${id}`, body: "a body" }));
  });
  const row = await fetchFrom(lab, url, "7");
  await expect(row.outcome).toContainText("title 7");
  server.close();
});

test("an argument that cannot be is refused next to its field, and stays", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "-1" } });
  await expect(lab.palette.refusals).toHaveCount(1);
  await expect(lab.palette.field("for")).toHaveValue("-1");
  expect(await lab.tasks.count()).toBe(0);
});

test("a command that the contract does not know is refused, and logged", async ({ host, lab }) => {
  host.problems.expect(/There is no command|was refused/);
  expect(await host.call("tasks.explode", {})).toMatchObject({
    ok: false,
    error: { code: "unknown-command" },
  });
  expect(await host.call("constructor", {})).toMatchObject({
    ok: false,
    error: { code: "unknown-command" },
  });
  expect(
    await host.call("tasks.cancel", { session: "playground", task: "everything" }),
  ).toMatchObject({ ok: false, error: { code: "bad-input", field: "task" } });
  await expect(lab.connection).toHaveText(/connected/i);
  await expect.poll(() => host.problems.all().join("\n")).toContain("There is no command");
});
